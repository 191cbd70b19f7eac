import { and, desc, eq, gte, notInArray } from 'drizzle-orm';
import type { CityEvent } from '../../contract/events.ts';
import type { Database } from '../store/open-store.ts';
import { events } from '../store/schema.ts';
import { storedOf } from './event-store.ts';
import { firstIdAt } from './first-id.ts';

/**
 * A heartbeat comes every minute: nothing else would be seen beside it. What somebody thought of their visit is told by
 * site and day only: who saw them at the terminal would know whose words these are.
 */
const LEFT_OUT = ['stadtfenster.terminal.heartbeat', 'stadtfenster.visit.feedback'];

/** However little a terminal tells: no more heartbeats than of a week are passed over. */
const LOOKED_BACK_MS = 7 * 24 * 60 * 60_000;

/**
 * The last events of one terminal within a week, newest first, in the order in which it counted them.
 * @param now milliseconds since 1970
 */
export const readTimeline = async (
  db: Database,
  terminal: string,
  { limit, now }: { readonly limit: number; readonly now: number },
): Promise<{ position: number; event: CityEvent }[]> => {
  // The ids are UUIDv7 and grow with time, so the primary key finds the newest at once.
  const rows = await db
    .select()
    .from(events)
    .where(
      and(
        eq(events.source, `/terminals/${terminal}`),
        gte(events.id, firstIdAt(now - LOOKED_BACK_MS)),
        notInArray(events.type, LEFT_OUT),
      ),
    )
    .orderBy(desc(events.id))
    .limit(limit);
  return rows
    .sort((one, other) => other.sequence - one.sequence)
    .flatMap(storedOf)
    .map(({ position, event }) => ({ position, event }));
};
