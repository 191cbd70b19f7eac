import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import type { TestProject } from 'vitest/node';
import { MIGRATIONS_FOLDER } from '../../city/store/migrations.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The file with an empty embedded store whose tables are there. */
    emptyStore: string;
  }
}

/** PGlite needs 2 s to make a database and its tables, and a quarter of it to take a copy of one that is made. */
const setup = async (project: TestProject): Promise<() => void> => {
  const folder = mkdtempSync(path.join(tmpdir(), 'stadtfenster-empty-store-'));
  const file = path.join(folder, 'store.tar');
  const client = await PGlite.create();
  await migrate(drizzle(client), { migrationsFolder: MIGRATIONS_FOLDER });
  const made = await client.dumpDataDir('none');
  writeFileSync(file, Buffer.from(await made.arrayBuffer()));
  await client.close();
  project.provide('emptyStore', file);
  return () => rmSync(folder, { recursive: true, force: true });
};

export default setup;
