import { and, desc, eq, gte } from 'drizzle-orm';
import { unionAll } from 'drizzle-orm/pg-core';
import { EVENT_DATA } from '../../contract/events.ts';
import type { FieldLayers } from '../../contract/layer.ts';
import type { Database } from '../store/open-store.ts';
import { events } from '../store/schema.ts';
import { TOLD_WITHIN_MS } from './newest-events.ts';

const TAKEN = 'stadtfenster.configuration.taken';

/**
 * From which layers the configuration of a terminal is, as it told last by its own count: what was told while the city
 * was away comes late, and with the id of a clock that was wrong.
 * @param now milliseconds since 1970
 * @returns none when it has told nothing that this version understands
 */
export const readToldLayers = async (db: Database, terminal: string, now: number): Promise<readonly FieldLayers[]> => {
  const told = and(eq(events.source, `/terminals/${terminal}`), eq(events.type, TAKEN));
  const select = () => db.select({ sequence: events.sequence, data: events.data }).from(events);
  // Each has an index of its own: one for all would have to read every heartbeat.
  const lately = select()
    .where(and(told, gte(events.receivedAt, new Date(now - TOLD_WITHIN_MS))))
    .orderBy(desc(events.sequence))
    .limit(1);
  const longAgo = select().where(told).orderBy(desc(events.id)).limit(1);
  const [newest] = await unionAll(lately, longAgo).orderBy(desc(events.sequence)).limit(1);
  return EVENT_DATA[TAKEN].safeParse(newest?.data).data?.layers ?? [];
};
