import { inArray, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Database } from '../store/open-store.ts';
import { events } from '../store/schema.ts';
import { type NewestEvent, STATE_EVENTS } from './fleet-state.ts';

const HEARTBEAT = 'stadtfenster.terminal.heartbeat';
const RARE_EVENTS = STATE_EVENTS.filter((type) => type !== HEARTBEAT);

/** A terminal that works starts anew after a day, in the next night, and tells then what holds (main/health/quiet-restart.ts). */
export const TOLD_WITHIN_MS = 50 * 60 * 60_000;
/** What a terminal told last, a heartbeat among it, however long ago that was. */
const LAST_EVENTS = 20;
/** What is written while it is read, and by a process whose clock is behind, is seen the next time. */
const AGAIN_MS = 30_000;

const rowsSchema = z.object({
  rows: z.array(
    z.object({
      source: z.string(),
      type: z.string(),
      sequence: z.coerce.number(),
      time: z.coerce.number(),
      received_at: z.coerce.number(),
      data: z.unknown(),
    }),
  ),
});

/** Written out, so that the planner knows how many there are of each (PostgreSQL manual, 14.1). */
const oneOf = (types: readonly string[]) => inArray(events.type, [...types]);

const columns = sql`source, type, sequence, time, received_at, data`;
const inMilliseconds = sql`source, type, sequence, extract(epoch from time) * 1000 as time,
  extract(epoch from received_at) * 1000 as received_at, data`;

const newestOf = (from: ReturnType<typeof sql>) =>
  sql`select ${inMilliseconds} from (
    select distinct on (source, type) ${columns} from (${from}) as told order by source, type, sequence desc
  ) as newest`;

const receivedSince = (types: readonly string[], since: Date) =>
  sql`select ${columns} from ${events} where ${oneOf(types)} and received_at >= ${since.toISOString()}::timestamptz`;

/** By the ids: they are UUIDv7 and grow with time, so the primary key finds the last ones at once. */
const lastOfEach = (sources: readonly string[]) =>
  sql`select last.* from jsonb_array_elements_text(${JSON.stringify(sources)}::jsonb) as one (name), lateral (
    select ${columns} from ${events} where source = one.name order by id desc limit ${LAST_EVENTS}
  ) as last where last.type in (${sql.join(
    STATE_EVENTS.map((type) => sql`${type}`),
    sql`, `,
  )})`;

/** What is newest of each terminal, by its source. */
export type NewestOfAll = ReadonlyMap<string, readonly NewestEvent[]>;

/**
 * Keeps of each terminal the newest event of each kind that its state is read from. The store is asked for all of it
 * once, and then only for what came since: with two indexes that it has anyway, as one more would make each event dearer.
 * @param now milliseconds since 1970
 * @returns brings it up to date for these terminals; one at a time
 */
export const followNewest = (
  db: Database,
  now: () => number,
): ((sources: readonly string[]) => Promise<NewestOfAll>) => {
  const newest = new Map<string, Map<string, NewestEvent>>();
  let readAt: number | null = null;

  const take = async (query: ReturnType<typeof sql>): Promise<void> => {
    for (const { source, type, sequence, time, received_at: receivedAt, data } of rowsSchema.parse(
      await db.execute(query),
    ).rows) {
      const known = newest.get(source) ?? new Map<string, NewestEvent>();
      newest.set(source, known);
      if ((known.get(type)?.sequence ?? 0) < sequence) known.set(type, { type, sequence, time, receivedAt, data });
    }
  };

  return async (sources) => {
    const at = now();
    const unknown = sources.filter((source) => !newest.has(source));
    if (unknown.length > 0) {
      const lately = receivedSince(RARE_EVENTS, new Date(at - TOLD_WITHIN_MS));
      await take(newestOf(readAt === null ? sql`${lately} union all ${lastOfEach(unknown)}` : lastOfEach(unknown)));
      for (const source of unknown) if (!newest.has(source)) newest.set(source, new Map());
    }
    if (readAt !== null) await take(newestOf(receivedSince(STATE_EVENTS, new Date(Math.min(readAt, at) - AGAIN_MS))));
    readAt = at;
    return new Map(sources.map((source) => [source, [...(newest.get(source)?.values() ?? [])]]));
  };
};
