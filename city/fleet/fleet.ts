import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { FleetTerminal } from '../../contract/dashboard.ts';
import type { Database } from '../store/open-store.ts';
import { city, events, terminals } from '../store/schema.ts';
import { type HeardTerminal, STATE_EVENTS, stateOf } from './fleet-state.ts';

/** Many pages ask every few seconds; they are given the same answer for this long. */
const FRESH_MS = 2000;

const newestSchema = z.array(
  z.object({
    type: z.string(),
    sequence: z.number(),
    time: z.number(),
    receivedAt: z.number(),
    data: z.unknown(),
  }),
);

const inMilliseconds = (moment: unknown) => sql`extract(epoch from ${moment}) * 1000`;

/**
 * Every terminal with the newest event of each kind, in one query: for each the index `events_newest` is asked once
 * per kind, however many events there are.
 */
const readNewest = async (db: Database): Promise<HeardTerminal[]> => {
  const newest = sql`(
    select coalesce(json_agg(json_build_object(
      'type', newest.type, 'sequence', newest.sequence, 'data', newest.data,
      'time', ${inMilliseconds(sql`newest.time`)}, 'receivedAt', ${inMilliseconds(sql`newest.received_at`)}
    )), '[]')
    from unnest(array[${sql.join(
      STATE_EVENTS.map((type) => sql`${type}`),
      sql`, `,
    )}]) as kind (type),
    lateral (
      select * from ${events} where ${events.source} = '/terminals/' || ${terminals.id} and ${events.type} = kind.type
      order by ${events.sequence} desc limit 1
    ) as newest
  )`;
  return db
    .select({
      id: terminals.id,
      site: sql<string>`coalesce(${terminals.site}, ${city.site})`,
      newest: newest.mapWith((json: unknown) => newestSchema.parse(json)),
    })
    .from(terminals)
    .innerJoin(city, sql`true`);
};

export interface Fleet {
  /** All terminals, by site and name. */
  readonly list: () => Promise<readonly FleetTerminal[]>;
  /** One of them, null when it is not registered. */
  readonly find: (id: string) => Promise<FleetTerminal | null>;
}

const byPlace = new Intl.Collator('de', { numeric: true });

/** How the terminals of the city are. @param now milliseconds since 1970 */
export const createFleet = (db: Database, now: () => number): Fleet => {
  let known: { readonly at: number; readonly terminals: Promise<readonly FleetTerminal[]> } | null = null;

  const read = async (): Promise<readonly FleetTerminal[]> => {
    const heard = await readNewest(db);
    const at = now();
    return heard
      .map((terminal) => stateOf(terminal, at))
      .sort((one, other) => byPlace.compare(one.site, other.site) || byPlace.compare(one.id, other.id));
  };

  const list = (): Promise<readonly FleetTerminal[]> => {
    if (known !== null && Math.abs(now() - known.at) < FRESH_MS) return known.terminals;
    const reading = read();
    known = { at: now(), terminals: reading };
    reading.catch(() => (known = null));
    return reading;
  };

  return { list, find: async (id) => (await list()).find((terminal) => terminal.id === id) ?? null };
};
