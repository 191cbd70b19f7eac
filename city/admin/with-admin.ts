import { setTimeout as wait } from 'node:timers/promises';
import { hasCity } from '../fleet/terminal-configuration.ts';
import { createHelpCalls } from '../help/help-calls.ts';
import { findFolderOwner, FolderInUse, type FolderLock, lockFolder } from '../store/folder-lock.ts';
import { openStore, type Store, type StorePlace } from '../store/open-store.ts';
import { type CityAdmin, adminOf } from './admin.ts';
import { remoteAdmin } from './admin-client.ts';

/** @returns the operations of the server that has the store in this folder open, null when none runs. */
const findAdminOf = async (dir: string): Promise<CityAdmin | null> => {
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
    const admin = await findAdminOf(dir);
    if (admin !== null) return { admin };
    try {
      return await lockFolder(dir);
    } catch (error) {
      if (!(error instanceof FolderInUse) || performance.now() > givingUp) throw error;
    }
    await wait(LOOK_EVERY_MS);
  }
};

/** Opens the store for the moment. */
const workOn = async <T>(place: StorePlace, work: (store: Store) => Promise<T>): Promise<T> => {
  const store = await openStore(place);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
};

const adminIn = async (store: Store): Promise<CityAdmin> => {
  const admin = adminOf(store, Date.now, createHelpCalls(store.db, Date.now));
  // A city is made ready before its endpoint has ever run.
  if (!(await hasCity(store.db))) await admin.importSeed({});
  return admin;
};

const workAsAdmin = <T>(place: StorePlace, work: (admin: CityAdmin) => Promise<T>): Promise<T> =>
  workOn(place, async (store) => work(await adminIn(store)));

/**
 * Works on a store: on that of a folder through the city endpoint that has it open, else by opening it for the moment.
 * @throws OperatorProblem when neither is possible
 */
export const withAdmin = async <T>(place: StorePlace, work: (admin: CityAdmin) => Promise<T>): Promise<T> => {
  if ('databaseUrl' in place) return workAsAdmin(place, work);
  const lock = await lockUnlessRunning(place.folder);
  if ('admin' in lock) return work(lock.admin);
  try {
    return await workAsAdmin(place, work);
  } finally {
    await lock.release();
  }
};

/**
 * Works on a store as long as there are city endpoints for it: a database server has them on whatever machine.
 * @returns null when the store is a folder that no city endpoint has open
 */
export const withRunningCity = async <T>(
  place: StorePlace,
  work: (admin: CityAdmin) => Promise<T>,
): Promise<T | null> => {
  if ('databaseUrl' in place) return workAsAdmin(place, work);
  const admin = await findAdminOf(place.folder);
  return admin === null ? null : work(admin);
};

/**
 * Works on a store that no city endpoint has open.
 * @throws OperatorProblem when one has; a database server's are found out by who changes it (`restoreBackup`)
 */
export const withStore = async <T>(place: StorePlace, work: (store: Store) => Promise<T>): Promise<T> => {
  const lock = 'folder' in place ? await lockFolder(place.folder) : null;
  try {
    return await workOn(place, work);
  } finally {
    await lock?.release();
  }
};
