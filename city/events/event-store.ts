import { desc, gt, sql } from 'drizzle-orm';
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

const takenSchema = z.object({ rows: z.array(z.object({ source: z.string(), id: z.string() })) });

/**
 * Keeps events, each once however often it is sent. One parameter for all of them: a statement with a place for each
 * field of each event costs the database more to read than to obey.
 * @param now milliseconds since 1970
 * @returns those that were new, by `source` and `id`
 */
export const insertEvents = async (
  db: Database,
  batch: readonly CityEvent[],
  now: number,
): Promise<readonly Pick<CityEvent, 'source' | 'id'>[]> => {
  const taken = await db.execute(sql`
    insert into ${events} (source, id, type, sequence, time, received_at, data)
    select source, id, type, sequence, time, ${new Date(now).toISOString()}::timestamptz, data
    from json_to_recordset(${JSON.stringify(batch)}::json)
      as event (source text, id text, type text, sequence bigint, time timestamptz, data jsonb)
    on conflict do nothing
    returning source, id`);
  return takenSchema.parse(taken).rows;
};

/** Events in the order of arrival, oldest first. */
export const listEvents = async (db: Database, query: EventQuery = {}): Promise<StoredEvent[]> => {
  const newest = await db
    .select()
    .from(events)
    .where(gt(events.position, query.after ?? 0))
    .orderBy(desc(events.position))
    .limit(query.limit ?? DEFAULT_LIMIT);
  return newest.reverse().map(({ position, receivedAt, time, ...rest }) => ({
    position,
    receivedAt: receivedAt.getTime(),
    event: cityEventSchema.parse({ specversion: '1.0', time: time.toISOString(), ...rest }),
  }));
};
