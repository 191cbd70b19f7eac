import { desc, gt } from 'drizzle-orm';
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

/** How a batch was taken. */
export interface Intake {
  readonly accepted: number;
  /** Already known by `source` and `id`: a resend, which changes nothing. */
  readonly duplicates: number;
}

/** Keeps events, each once however often it is sent. */
export const recordEvents = async (db: Database, batch: readonly CityEvent[], now: number): Promise<Intake> => {
  const rows = batch.map(({ source, id, type, sequence, time, data }) => ({
    source,
    id,
    type,
    sequence,
    time: new Date(time),
    receivedAt: new Date(now),
    data,
  }));
  const taken = await db.insert(events).values(rows).onConflictDoNothing().returning({ position: events.position });
  return { accepted: taken.length, duplicates: batch.length - taken.length };
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
