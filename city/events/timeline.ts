import { and, desc, eq, gte, ne } from 'drizzle-orm';
import type { CityEvent } from '../../contract/events.ts';
import type { Database } from '../store/open-store.ts';
import { events } from '../store/schema.ts';
import { storedOf } from './event-store.ts';
import { firstIdAt } from './first-id.ts';

/** Comes every minute: nothing else would be seen beside it. */
const HEARTBEAT = 'stadtfenster.terminal.heartbeat';

/** However little a terminal tells: no more heartbeats than of a week are passed over. */
const LOOKED_BACK_MS = 7 * 24 * 60 * 60_000;

/** What a feedback says besides its words. */
const withoutWords = (event: CityEvent): CityEvent =>
  event.type === 'stadtfenster.visit.feedback'
    ? { ...event, data: { visit: event.data.visit, rating: event.data.rating } }
    : event;

/**
 * The last events of one terminal within a week, newest first, in the order in which it counted them.
 * @param now milliseconds since 1970
 * @param withWords whether the words of a feedback are among them
 */
export const readTimeline = async (
  db: Database,
  terminal: string,
  { limit, withWords, now }: { readonly limit: number; readonly withWords: boolean; readonly now: number },
): Promise<{ position: number; event: CityEvent }[]> => {
  // The ids are UUIDv7 and grow with time, so the primary key finds the newest at once.
  const rows = await db
    .select()
    .from(events)
    .where(
      and(
        eq(events.source, `/terminals/${terminal}`),
        gte(events.id, firstIdAt(now - LOOKED_BACK_MS)),
        ne(events.type, HEARTBEAT),
      ),
    )
    .orderBy(desc(events.id))
    .limit(limit);
  return rows
    .sort((one, other) => other.sequence - one.sequence)
    .flatMap(storedOf)
    .map(({ position, event }) => ({ position, event: withWords ? event : withoutWords(event) }));
};
