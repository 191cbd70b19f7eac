import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import { OperatorProblem } from '../operator-problem.ts';
import { MIGRATIONS_FOLDER, refuseNewerStore } from './migrations.ts';
import type { Store } from './open-store.ts';
import { createOwnWake } from './wake.ts';

const storeFolder = (folder: string): string => join(folder, 'store');

/** Whether a store was ever opened in this folder. */
export const storeExists = (folder: string): boolean => existsSync(storeFolder(folder));

/**
 * Opens PGlite, which is PostgreSQL inside this process, and brings its tables up to date.
 * @param folder that this process owns (see `lockFolder`); null keeps everything in memory
 * @throws OperatorProblem when the folder holds something that cannot be opened
 */
export const openEmbeddedStore = async (folder: string | null): Promise<Store> => {
  if (folder !== null) await mkdir(storeFolder(folder), { recursive: true, mode: 0o700 });
  const client = new PGlite(folder === null ? 'memory://' : storeFolder(folder));
  try {
    await client.waitReady;
    const db = drizzle(client);
    await refuseNewerStore(db);
    await migrate(db, { migrationsFolder: MIGRATIONS_FOLDER });
    return { db, wake: createOwnWake(), poolUse: () => null, close: () => client.close() };
  } catch (error) {
    if (error instanceof OperatorProblem) {
      await client.close();
      throw error;
    }
    const place = folder === null ? 'in memory' : `in ${folder}`;
    throw new OperatorProblem(`The store ${place} cannot be opened; bring back a backup or choose another --data.`, {
      cause: error,
    });
  }
};
