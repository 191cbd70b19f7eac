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

const foundSchema = z.object({ rows: z.tuple([z.object({ found: z.boolean() })]) });
const newestSchema = z.object({ rows: z.tuple([z.object({ newest: z.coerce.number() })]) });

/** When the newest migration of a store was made; 0 for a store that has no tables yet. */
const tablesVersionOf = async (db: Database): Promise<number> => {
  const found = await db.execute(sql`select to_regclass('drizzle.__drizzle_migrations') is not null as found`);
  if (!foundSchema.parse(found).rows[0].found) return 0;
  const newest = await db.execute(
    sql`select coalesce(max(created_at), 0)::text as newest from drizzle.__drizzle_migrations`,
  );
  return newestSchema.parse(newest).rows[0].newest;
};

/**
 * To be called before the migrations: an older program would write into tables that it does not know.
 * @throws OperatorProblem
 */
export const refuseNewerStore = async (db: Database): Promise<void> => {
  if ((await tablesVersionOf(db)) > TABLES_VERSION) {
    throw new OperatorProblem(
      'The store was written by a newer version of the city endpoint; start that one, or bring back an older backup.',
    );
  }
};
