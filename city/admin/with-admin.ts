import { setTimeout as wait } from 'node:timers/promises';
import { hasCity } from '../fleet/terminal-configuration.ts';
import { createHelpCalls } from '../help/help-calls.ts';
import { findFolderOwner, FolderInUse, type FolderLock, lockFolder } from '../store/folder-lock.ts';
import { openStore } from '../store/open-store.ts';
import { type CityAdmin, adminOf } from './admin.ts';
import { remoteAdmin } from './admin-client.ts';

/** @returns the operations of the server that has the store in this folder open, null when none runs. */
export const findRunningAdmin = async (dir: string): Promise<CityAdmin | null> => {
  const socket = (await findFolderOwner(dir))?.socket ?? null;
  return socket === null ? null : remoteAdmin(socket);
};

/** How long a server may take to start, or another command to finish, before a command gives up. */
const PATIENCE_MS = 10_000;
const LOOK_EVERY_MS = 100;

/** The running server, or the folder: whatever can be had first. */
const lockUnlessRunning = async (dir: string): Promise<FolderLock | { readonly admin: CityAdmin }> => {
  const givingUp = performance.now() + PATIENCE_MS;
  for (;;) {
    const admin = await findRunningAdmin(dir);
    if (admin !== null) return { admin };
    try {
      return await lockFolder(dir);
    } catch (error) {
      if (!(error instanceof FolderInUse) || performance.now() > givingUp) throw error;
    }
    await wait(LOOK_EVERY_MS);
  }
};

/**
 * Works on the store in a folder: through the server that has it open, else by opening it for the moment.
 * @throws OperatorProblem when neither is possible
 */
export const withAdmin = async <T>(dir: string, work: (admin: CityAdmin) => Promise<T>): Promise<T> => {
  const lock = await lockUnlessRunning(dir);
  if ('admin' in lock) return work(lock.admin);
  try {
    const store = await openStore(dir);
    try {
      const admin = adminOf(store.db, Date.now, createHelpCalls(Date.now));
      if (!(await hasCity(store.db))) await admin.importSeed({});
      return await work(admin);
    } finally {
      await store.close();
    }
  } finally {
    await lock.release();
  }
};
