import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { OperatorProblem } from '../operator-problem.ts';
import type { Database } from './open-store.ts';

/** Where drizzle-kit writes what brings a store up to date. */
export const MIGRATIONS_FOLDER = fileURLToPath(new URL('./migrations', import.meta.url));

const journalSchema = z.object({ entries: z.array(z.object({ when: z.number() })) });

/** When the newest migration of this program was made, in milliseconds since 1970: the version of its tables. */
export const TABLES_VERSION: number = Math.max(
  ...journalSchema
    .parse(JSON.parse(readFileSync(`${MIGRATIONS_FOLDER}/meta/_journal.json`, 'utf8')))
    .entries.map(({ when }) => when),
);

const rowsSchema = z.object({ rows: z.array(z.object({ version: z.coerce.number() })) });

/**
 * To be called before the migrations: an older program would write into tables that it does not know.
 * @throws OperatorProblem
 */
export const refuseNewerStore = async (db: Database): Promise<void> => {
  const found = await db.execute(sql`select to_regclass('drizzle.__drizzle_migrations') is not null as version`);
  if (z.object({ rows: z.tuple([z.object({ version: z.boolean() })]) }).parse(found).rows[0].version === false) return;
  const newest = await db.execute(
    sql`select coalesce(max(created_at), 0)::text as version from drizzle.__drizzle_migrations`,
  );
  const [row] = rowsSchema.parse(newest).rows;
  if (row !== undefined && row.version > TABLES_VERSION) {
    throw new OperatorProblem(
      'The store was written by a newer version of the city endpoint; start that one, or bring back an older backup.',
    );
  }
};
