import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { pipeline as passOn } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { getTableName, sql } from 'drizzle-orm';
import { z } from 'zod';
import { noteChange } from '../fleet/terminal-configuration.ts';
import { OperatorProblem, systemErrorCode } from '../operator-problem.ts';
import { TABLES_VERSION } from './migrations.ts';
import type { Database } from './open-store.ts';
import { RUNNING_LOCK } from './running-lock.ts';
import { city, terminals, visitCounts } from './schema.ts';
import { STORED_TABLES, type StoredTable } from './tables.ts';

/*
 * A backup is a gzip of lines of JSON, the same for the embedded store and a database server: a head, the rows of the
 * tables in an order in which they can be written anew, and an end that says how many there are.
 */

const FORMAT = 'stadtfenster-backup-1';
const ROWS_PER_LINE = 500;

const VISIT_COUNTS = getTableName(visitCounts);

const headSchema = z.object({ format: z.literal(FORMAT), tables: z.int() });
const rowsSchema = z.object({ table: z.string(), rows: z.array(z.record(z.string(), z.unknown())) });
const endSchema = z.object({ rows: z.int() });
const yesSchema = z.object({ rows: z.tuple([z.object({ yes: z.boolean() })]) });
const fetchedSchema = z.object({ rows: z.array(z.object({ row: z.string() })) });

/** Where a backup goes. */
export const backupRequestSchema = z.object({
  /** Absolute: the process that writes it may stand elsewhere. */
  file: z.string().min(1),
  /** Whether a file that is there is replaced. */
  overwrite: z.boolean(),
});
export type BackupRequest = z.infer<typeof backupRequestSchema>;

/** A table's rows, as texts of JSON, some hundred at a time. */
async function* readTable(db: Database, { name }: StoredTable): AsyncGenerator<readonly string[]> {
  await db.execute(sql`declare backup no scroll cursor for
    select to_jsonb(stored)::text as row from ${sql.identifier(name)} as stored`);
  for (;;) {
    const fetched = fetchedSchema.parse(await db.execute(sql`fetch ${sql.raw(String(ROWS_PER_LINE))} from backup`));
    if (fetched.rows.length === 0) break;
    yield fetched.rows.map(({ row }) => row);
  }
  await db.execute(sql`close backup`);
}

/** @param counted gets the number of rows once all are read */
async function* linesOf(db: Database, counted: (rows: number) => void): AsyncGenerator<string> {
  yield `${JSON.stringify({ format: FORMAT, tables: TABLES_VERSION })}\n`;
  let count = 0;
  for (const table of STORED_TABLES) {
    for await (const rows of readTable(db, table)) {
      count += rows.length;
      yield `{"table":${JSON.stringify(table.name)},"rows":[${rows.join()}]}\n`;
    }
  }
  yield `${JSON.stringify({ rows: count })}\n`;
  counted(count);
}

/**
 * Writes all that is stored, as it is at one moment, into a file for its owner only.
 * The file holds the city's key: whoever has it can sign for this city.
 * @returns how many rows
 * @throws OperatorProblem when the file is there or cannot be written
 */
export const writeBackup = async (db: Database, { file, overwrite }: BackupRequest): Promise<number> => {
  if (!overwrite && existsSync(file)) throw new OperatorProblem(`${file} is there already; --yes replaces it.`);
  // A backup is there as a whole or not at all.
  const unfinished = `${file}.part`;
  let rows = 0;
  try {
    await db.transaction(
      async (tx) => {
        await tx.execute(sql`set local statement_timeout = 0`);
        const lines = linesOf(tx, (count) => (rows = count));
        await pipeline(lines, createGzip(), createWriteStream(unfinished, { mode: 0o600, flush: true }));
      },
      { isolationLevel: 'repeatable read', accessMode: 'read only' },
    );
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    const code = systemErrorCode(error);
    if (code === null) throw error;
    throw new OperatorProblem(`${file} cannot be written (${code}).`, { cause: error });
  }
  return rows;
};

const broken = (file: string): OperatorProblem =>
  new OperatorProblem(`${file} is no backup of a city, or not a whole one; nothing was changed.`);

/** The lines of a backup, parsed. */
async function* readLines(file: string): AsyncGenerator {
  // Whatever fails comes out of the reading below.
  const unzipped = passOn(createReadStream(file), createGunzip(), () => undefined);
  try {
    for await (const line of createInterface({ input: unzipped })) yield JSON.parse(line);
  } finally {
    unzipped.destroy();
  }
}

const insertRows = async (db: Database, table: StoredTable, rows: readonly object[]): Promise<void> => {
  // A column that is newer than the backup gets what new rows get.
  const columns = table.columns.filter((column) => Object.hasOwn(rows[0] ?? {}, column));
  const names = sql.join(
    columns.map((column) => sql.identifier(column)),
    sql`, `,
  );
  await db.execute(sql`insert into ${sql.identifier(table.name)} (${names})
    select ${names} from jsonb_populate_recordset(null::${sql.identifier(table.name)}, ${JSON.stringify(rows)}::jsonb)`);
};

/** Of a backup from before visits were counted by site: they go to where their terminal stands now. */
const insertCountsByTerminal = (db: Database, rows: readonly object[]): Promise<unknown> =>
  db.execute(sql`
    insert into ${visitCounts} (hour, site, what, value, count)
    select date_trunc(case what when 'visits' then 'hour' else 'day' end, hour, (select ${city.timeZone} from ${city})),
      ${terminals.site}, what, value, sum(count)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as counted (hour timestamptz, terminal text, what text, value text, count integer)
      inner join ${terminals} on ${terminals.id} = counted.terminal
    group by 1, 2, 3, 4
    on conflict (hour, site, what, value) do update set count = visit_counts.count + excluded.count`);

/** @returns how many rows */
const fill = async (db: Database, file: string): Promise<number> => {
  const lines = readLines(file);
  const head = headSchema.safeParse((await lines.next()).value);
  if (!head.success) throw broken(file);
  if (head.data.tables > TABLES_VERSION) {
    throw new OperatorProblem(`${file} is of a newer version of the city endpoint; bring it back with that one.`);
  }
  let count = 0;
  for await (const line of lines) {
    const end = endSchema.safeParse(line);
    if (end.success && end.data.rows === count && (await lines.next()).done === true) return count;
    const { table: name, rows } = rowsSchema.parse(line);
    const table = STORED_TABLES.find((one) => one.name === name);
    if (table === undefined) throw broken(file);
    const isByTerminal = table.name === VISIT_COUNTS && Object.hasOwn(rows[0] ?? {}, 'terminal');
    await (isByTerminal ? insertCountsByTerminal(db, rows) : insertRows(db, table, rows));
    count += rows.length;
  }
  throw broken(file);
};

/** @returns whether nothing was ever put into the store */
const isEmpty = async (db: Database): Promise<boolean> => {
  for (const { name } of STORED_TABLES) {
    const found = await db.execute(sql`select exists (select from ${sql.identifier(name)}) as yes`);
    if (yesSchema.parse(found).rows[0].yes) return false;
  }
  return true;
};

/**
 * Replaces all that is stored by what a backup holds: all of it or nothing. The version of the configuration goes on
 * from now, so that no terminal takes what it gets for outdated.
 * @param now milliseconds since 1970
 * @returns how many rows
 * @throws OperatorProblem when the file is not a whole backup, a city runs on the store, or it holds something and
 * `overwrite` is false
 */
export const restoreBackup = async (db: Database, { file, overwrite }: BackupRequest, now: number): Promise<number> => {
  if (!existsSync(file)) throw new OperatorProblem(`There is no file ${file}.`);
  return db.transaction(async (tx) => {
    await tx.execute(sql`set local statement_timeout = 0`);
    const lock = await tx.execute(sql`select pg_try_advisory_xact_lock(${RUNNING_LOCK}) as yes`);
    if (!yesSchema.parse(lock).rows[0].yes) {
      throw new OperatorProblem('A city endpoint runs on this database; stop all of them first.');
    }
    if (!overwrite && !(await isEmpty(tx))) {
      throw new OperatorProblem('The store holds something already; --yes replaces all of it.');
    }
    const names = sql.join(
      STORED_TABLES.map(({ name }) => sql.identifier(name)),
      sql`, `,
    );
    await tx.execute(sql`truncate ${names}`);
    const rows = await fill(tx, file).catch((error: unknown) => {
      throw error instanceof OperatorProblem ? error : broken(file);
    });
    for (const { name, counters } of STORED_TABLES) {
      for (const column of counters) {
        await tx.execute(sql`select setval(pg_get_serial_sequence(${name}, ${column}),
          (select coalesce(max(${sql.identifier(column)}), 0) + 1 from ${sql.identifier(name)}), false)`);
      }
    }
    await noteChange(tx, now);
    return rows;
  });
};
