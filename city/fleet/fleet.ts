import { eq, isNull, sql } from 'drizzle-orm';
import type { Fleet as FleetAnswer, FleetTerminal, Wanted } from '../../contract/dashboard.ts';
import { DEFAULT_RING } from '../../contract/order.ts';
import type { Database } from '../store/open-store.ts';
import { city, sites, terminals } from '../store/schema.ts';
import { type HeardTerminal, stateOf } from './fleet-state.ts';
import { followNewest } from './newest-events.ts';

/** Many pages ask every few seconds; they are given the same answer for this long. */
const FRESH_MS = 2000;

/** By the numbers in it: 1.10.0 is newer than 1.9.2. */
const byVersion = new Intl.Collator('en', { numeric: true });

/** The terminals as they are registered, the configuration that the city gives out, and the version that it wants. */
const readRegistered = async (db: Database) => {
  const rows = await db
    .select({
      id: terminals.id,
      site: sites.name,
      siteId: sites.id,
      ring: sql<string>`coalesce(${terminals.ring}, ${DEFAULT_RING})`,
      isCloned: sql<boolean>`${terminals.clonedAt} is not null`,
    })
    .from(terminals)
    .innerJoin(sites, eq(sites.id, terminals.site))
    // One that was revoked is no terminal of this city any more.
    .where(isNull(terminals.revokedAt));
  const [home] = await db.select({ configuration: city.configurationVersion, version: city.wantedVersion }).from(city);
  return { rows, configuration: home?.configuration ?? 0, version: home?.version ?? null };
};

export interface Fleet {
  /** All terminals, by site and name, and what they should be at. */
  readonly list: () => Promise<FleetAnswer>;
  /** One of them, null when it is not registered. */
  readonly find: (id: string) => Promise<{ readonly wanted: Wanted; readonly terminal: FleetTerminal } | null>;
}

const sourceOf = (id: string): string => `/terminals/${id}`;

const byPlace = new Intl.Collator('de', { numeric: true });

type Registered = Omit<HeardTerminal, 'newest'>;

/** Puts terminals in order by site and name; thousands of them anew only when they are others. */
const keepOrder = () => {
  let places = new Map<string, number>();
  const placeOf = ({ id, site }: Registered): string => JSON.stringify([site, id]);
  return (rows: readonly Registered[]): readonly Registered[] => {
    if (rows.length !== places.size || rows.some((row) => !places.has(placeOf(row)))) {
      const sorted = [...rows].sort(
        (one, other) => byPlace.compare(one.site, other.site) || byPlace.compare(one.id, other.id),
      );
      places = new Map(sorted.map((row, place) => [placeOf(row), place]));
    }
    const ordered = new Array<Registered>(rows.length);
    for (const row of rows) ordered[places.get(placeOf(row)) ?? 0] = row;
    return ordered;
  };
};

/** How the terminals of the city are. @param now milliseconds since 1970 */
export const createFleet = (db: Database, now: () => number): Fleet => {
  let known: { readonly at: number; readonly fleet: Promise<FleetAnswer> } | null = null;
  const readNewest = followNewest(db, now);
  const inOrder = keepOrder();

  const read = async (): Promise<FleetAnswer> => {
    const { rows, configuration, version: wanted } = await readRegistered(db);
    const newest = await readNewest(rows.map(({ id }) => sourceOf(id)));
    const at = now();
    const states = inOrder(rows).map((row) => stateOf({ ...row, newest: newest.get(sourceOf(row.id)) ?? [] }, at));
    const versions = [...new Set(states.flatMap(({ version }) => version ?? []))].sort(byVersion.compare);
    return { wanted: { version: wanted ?? versions.at(-1) ?? null, configuration }, terminals: states };
  };

  let reading: Promise<unknown> = Promise.resolve();
  const list = (): Promise<FleetAnswer> => {
    if (known !== null && Math.abs(now() - known.at) < FRESH_MS) return known.fleet;
    // One after the other: what is newest is brought up to date by one at a time.
    const fleet = reading.then(read);
    reading = fleet.catch(() => (known = null));
    known = { at: now(), fleet };
    return fleet;
  };

  return {
    list,
    find: async (id) => {
      const { wanted, terminals: all } = await list();
      const terminal = all.find((one) => one.id === id);
      return terminal === undefined ? null : { wanted, terminal };
    },
  };
};
