import { setTimeout as wait } from 'node:timers/promises';
import { and, desc, gt, lte, max, sql } from 'drizzle-orm';
import { z } from 'zod';
import { type CityEvent, cityEventSchema } from '../../contract/events.ts';
import type { Database } from '../store/open-store.ts';
import { events } from '../store/schema.ts';

/** An event as the city holds it. */
export const storedEventSchema = z.object({
  /** Counts up in the order of arrival. */
  position: z.int(),
  /** Milliseconds since 1970. */
  receivedAt: z.number(),
  event: cityEventSchema,
});
export type StoredEvent = z.infer<typeof storedEventSchema>;

/** Which events are asked for. */
export interface EventQuery {
  /** Only those that came after this position. */
  readonly after?: number | undefined;
  /** Only the last so many; default 1000. */
  readonly limit?: number | undefined;
}

const DEFAULT_LIMIT = 1000;

/** What makes an event unique (CloudEvents 1.0), as one text. */
export const keyOf = ({ source, id }: Pick<CityEvent, 'source' | 'id'>): string => `${source} ${id}`;

/**
 * Keeps events, each once however often it is sent.
 * @param now milliseconds since 1970
 * @returns the keys (see {@link keyOf}) of those that were new; null when all were
 */
export type InsertEvents = (batch: readonly CityEvent[], now: number) => Promise<Set<string> | null>;

/**
 * Makes the statement that keeps events. One parameter for all of them: a statement with a place for each field of each
 * event costs the database more to read than to obey. It has a name, so that a server plans it once for each connection
 * (PostgreSQL manual, PREPARE), and answers with a number as long as all events are new: rows cost both sides more.
 */
export const prepareInsert = (db: Database): InsertEvents => {
  const batch = sql.placeholder('batch');
  const taken = db.$with('taken', { key: sql<string>`key` }).as(sql`
    insert into ${events} (source, id, type, sequence, time, received_at, data)
    select source, id, type, sequence, time, ${sql.placeholder('received')}::timestamptz, data
    from json_to_recordset(${batch}::json)
      as event (source text, id text, type text, sequence bigint, time timestamptz, data jsonb)
    on conflict do nothing
    returning source || ' ' || id as key`);
  const isLess = sql`count(*) < ${sql.placeholder('given')}::int`;
  const statement = db
    .with(taken)
    .select({ keys: sql<string[] | null>`case when ${isLess} then coalesce(array_agg(key), '{}') end` })
    .from(taken)
    .prepare('insert_events');
  return async (given, now) => {
    const received = new Date(now).toISOString();
    const [row] = await statement.execute({ batch: JSON.stringify(given), received, given: given.length });
    return row?.keys == null ? null : new Set(row.keys);
  };
};

/** A row as an event; none when it is of a kind that this version does not know, as an earlier one may have had it. */
export const storedOf = ({ position, receivedAt, time, ...rest }: typeof events.$inferSelect): StoredEvent[] => {
  const event = cityEventSchema.safeParse({ specversion: '1.0', time: time.toISOString(), ...rest });
  return event.success ? [{ position, receivedAt: receivedAt.getTime(), event: event.data }] : [];
};

const writersSchema = z.object({ rows: z.array(z.object({ writer: z.string() })) });

/** The transactions that may still bring events. */
const readWriters = async (db: Database): Promise<ReadonlySet<string>> => {
  const { rows } = writersSchema.parse(
    await db.execute(sql`
      select virtualtransaction as writer from pg_locks
      where relation = 'events'::regclass and mode = 'RowExclusiveLock' and granted
        and database = (select oid from pg_database where datname = current_database())`),
  );
  return new Set(rows.map(({ writer }) => writer));
};

const LOOK_AGAIN_MS = 20;
/** Whatever writes for longer than a statement may (city/store/server-store.ts) brings no events. */
const WRITING_MAX_MS = 30_000;

/** Waits until the transactions that write now are over. */
const untilWritten = async (db: Database, pause: () => Promise<unknown>): Promise<void> => {
  const before = await readWriters(db);
  for (let left = WRITING_MAX_MS; left > 0 && before.size > 0; left -= LOOK_AGAIN_MS) {
    const still = await readWriters(db);
    if (![...before].some((writer) => still.has(writer))) return;
    await pause();
  }
};

/**
 * Events in the order of arrival, oldest first. A position is taken before its event is there: of two connections the
 * one with the higher may be first. So that whoever goes on after the last position misses none, those that may still
 * come below it are waited for.
 * @param pause between two looks at whether they have come
 */
export const listEvents = async (
  db: Database,
  query: EventQuery = {},
  pause: () => Promise<unknown> = () => wait(LOOK_AGAIN_MS),
): Promise<StoredEvent[]> => {
  const [last] = await db.select({ position: max(events.position) }).from(events);
  await untilWritten(db, pause);
  const newest = await db
    .select()
    .from(events)
    .where(and(gt(events.position, query.after ?? 0), lte(events.position, last?.position ?? 0)))
    .orderBy(desc(events.position))
    .limit(query.limit ?? DEFAULT_LIMIT);
  return newest.reverse().flatMap(storedOf);
};
