import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import { OperatorProblem } from '../operator-problem.ts';

/** What queries are written against: whatever PostgreSQL drizzle speaks to, so that PGlite can be exchanged. */
export type Database = PgDatabase<PgQueryResultHKT>;

export interface Store {
  readonly db: Database;
  readonly close: () => Promise<void>;
}

const storeFolder = (dir: string): string => join(dir, 'store');

/** Whether a store was ever opened in this folder. */
export const storeExists = (dir: string): boolean => existsSync(storeFolder(dir));

const MIGRATIONS = fileURLToPath(new URL('./migrations', import.meta.url));

/**
 * Opens the store and brings its tables up to date.
 * @param dir folder that this process owns (see `lockFolder`); null keeps everything in memory
 * @throws OperatorProblem when the folder holds something that cannot be opened
 */
export const openStore = async (dir: string | null): Promise<Store> => {
  if (dir !== null) await mkdir(storeFolder(dir), { recursive: true, mode: 0o700 });
  const client = new PGlite(dir === null ? 'memory://' : storeFolder(dir));
  try {
    await client.waitReady;
    const db = drizzle(client);
    await migrate(db, { migrationsFolder: MIGRATIONS });
    return { db, close: () => client.close() };
  } catch (error) {
    const place = dir === null ? 'in memory' : `in ${dir}`;
    throw new OperatorProblem(`The store ${place} cannot be opened; bring back a backup or choose another --data.`, {
      cause: error,
    });
  }
};
