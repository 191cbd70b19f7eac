import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { type Day, DAY_HOURS, type HourState } from '../../contract/day.ts';
import { doingSchema } from '../../contract/heartbeat.ts';
import { firstIdAt } from '../events/first-id.ts';
import type { Database } from '../store/open-store.ts';
import { events } from '../store/schema.ts';

const HOUR_MS = 60 * 60_000;

const STATE_OF_DOING: ReadonlyMap<string, HourState> = new Map<z.infer<typeof doingSchema>, HourState>([
  ['idle', 'ready'],
  ['in-use', 'used'],
  ['in-meeting', 'used'],
  ['offline', 'offline'],
  ['closed', 'closed'],
  ['locked', 'closed'],
  ['service', 'service'],
  ['blocked', 'blocked'],
  ['off', 'off'],
]);

/** A tenth of an hour in use is an hour that somebody was there. */
const USED_SHARE = 0.1;

/** How often a terminal told in one hour what it does, and what it told last. */
export interface Hour {
  /** Whole hours since 1970. */
  readonly hour: number;
  readonly doing: string;
  readonly count: number;
  /** The highest number of these events. */
  readonly last: number;
}

const stateOfHour = (told: readonly Hour[]): HourState => {
  const counts = new Map<HourState, number>();
  for (const { doing, count } of told) {
    const state = STATE_OF_DOING.get(doing);
    if (state !== undefined) counts.set(state, (counts.get(state) ?? 0) + count);
  }
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  if (counts.has('blocked')) return 'blocked';
  if ((counts.get('used') ?? 0) > all * USED_SHARE) return 'used';
  const [most] = [...counts].sort(([, one], [, other]) => other - one);
  return most?.[0] ?? 'silent';
};

/**
 * What a terminal was in each of the last 24 hours. After a goodbye silence is no loss, before the first word neither.
 * @param now milliseconds since 1970
 * @param before what it said last before these hours; null if it was not heard before
 */
export const dayOf = (told: readonly Hour[], now: number, before: string | null): Day => {
  const last = Math.floor(now / HOUR_MS);
  let said = before;
  return Array.from({ length: DAY_HOURS }, (_, index): HourState => {
    const of = told.filter(({ hour }) => hour === last - DAY_HOURS + 1 + index);
    if (of.length > 0) {
      said = of.reduce((newest, one) => (one.last > newest.last ? one : newest)).doing;
      return stateOfHour(of);
    }
    if (said === null) return 'absent';
    return said === 'off' ? 'off' : 'silent';
  });
};

const saidSchema = z.object({ rows: z.array(z.object({ terminal: z.string(), doing: z.string().nullable() })) });

const rowsSchema = z.object({
  rows: z.array(
    z.object({
      source: z.string(),
      hour: z.coerce.number(),
      doing: z.string(),
      count: z.coerce.number(),
      last: z.coerce.number(),
    }),
  ),
});

/**
 * The last 24 hours of some terminals, by name; from their heartbeats, which the primary key finds by their ids.
 * @param now milliseconds since 1970
 */
export const readDays = async (
  db: Database,
  terminals: readonly string[],
  now: number,
): Promise<ReadonlyMap<string, Day>> => {
  const from = firstIdAt((Math.floor(now / HOUR_MS) - DAY_HOURS + 1) * HOUR_MS);
  const names = sql`jsonb_array_elements_text(${JSON.stringify(terminals)}::jsonb)`;
  const said = saidSchema.parse(
    await db.execute(sql`
      select terminal, (
        select data ->> 'doing' from ${events}
        where source = '/terminals/' || terminal and id < ${from}
          and type = 'stadtfenster.terminal.heartbeat' and data ? 'doing'
        order by id desc limit 1
      ) as doing
      from ${names} as terminal`),
  );
  const { rows } = rowsSchema.parse(
    await db.execute(sql`
      select source, floor(extract(epoch from time) / 3600) as hour, data ->> 'doing' as doing,
        count(*) as count, max(sequence) as last
      from ${events}
      where source = any(array(select '/terminals/' || ${names}))
        and id >= ${from} and type = 'stadtfenster.terminal.heartbeat' and data ? 'doing'
      group by 1, 2, 3`),
  );
  return new Map(
    said.rows.map(({ terminal, doing }) => [
      terminal,
      dayOf(
        rows.filter(({ source }) => source === `/terminals/${terminal}`),
        now,
        doing,
      ),
    ]),
  );
};
