import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { type Disturbance, disturbanceCauseSchema } from '../../contract/dashboard-usage.ts';
import { HEARTBEAT_MISSED_MS } from '../fleet/fleet-state.ts';
import type { Database } from '../store/open-store.ts';
import { events, sites, terminals } from '../store/schema.ts';
import type { Hours } from './count-visits.ts';

/** From then on the fleet shows it as away too. */
const SILENT_SECONDS = HEARTBEAT_MISSED_MS / 1000;

/** So long before the time in question a terminal must have been heard of: who is silent for longer was taken away. */
const HEARD_BEFORE_MS = 2 * 24 * 60 * 60_000;

const disturbedSchema = z.object({
  rows: z.array(
    z.object({
      site: z.string(),
      terminal: z.string(),
      cause: disturbanceCauseSchema,
      minutes: z.coerce.number(),
    }),
  ),
});

/**
 * How long each terminal could not be used, in whole minutes, by cause. The source are its heartbeats, one a minute and
 * one an hour while the city is away, each held against the next one:
 * - `blocked`: it says that a wipe failed; until it says otherwise.
 * - `cut-off`: it says that it is offline, or was silent for more than three and a half minutes and, by its time since
 *   the start, running; not while somebody was at it, as a meeting goes on without the city.
 * - `lost`: it was silent for so long and did not run.
 * - `lock-incomplete`: from when it said that its lock has gaps until its next start.
 *
 * What it said before counts: whoever was switched off properly, out of hours, locked by the city or in the hands of the
 * staff was not disturbed.
 * @param now of what goes on nothing later is counted
 */
export const readDisturbances = async (
  db: Database,
  { from, until }: Pick<Hours, 'from' | 'until'>,
  now: number,
): Promise<Disturbance[]> => {
  const start = new Date(from).toISOString();
  const end = new Date(Math.min(until, now)).toISOString();
  const heardSince = new Date(from - HEARD_BEFORE_MS).toISOString();
  const { rows } = disturbedSchema.parse(
    await db.execute(sql`
      with beats as (
        select source, time as said_at, data ->> 'doing' as doing,
          coalesce(lead(time) over following, ${end}::timestamptz) as next_at,
          -- The last one has nobody after it who would say that it runs.
          coalesce(lead((data ->> 'upSeconds')::numeric) over following, 0) * interval '1 second' as up
        from ${events}
        where type = 'stadtfenster.terminal.heartbeat' and received_at >= ${heardSince}
          and time >= ${heardSince} and time < ${end}
        window following as (partition by source order by sequence)
      ),
      judged as (
        select source, said_at, next_at - up as started_at, next_at, doing,
          next_at - said_at > ${SILENT_SECONDS} * interval '1 second' as silent
        from beats
        where doing not in ('off', 'closed', 'locked', 'service')
      ),
      starts as (
        select source, type, time as said_at, coalesce(lead(time) over following, ${end}::timestamptz) as next_at
        from ${events}
        where type in ('stadtfenster.terminal.started', 'stadtfenster.terminal.lock-incomplete') and time < ${end}
        window following as (partition by source order by sequence)
      ),
      spans (source, cause, begun, ended) as (
        select source, 'blocked', said_at, next_at from judged where doing = 'blocked'
        union all
        select source, 'lost', said_at, least(started_at, next_at) from judged
        where doing <> 'blocked' and silent and started_at > said_at + interval '1 minute'
        union all
        select source, 'cut-off', said_at, next_at from judged
        where (doing = 'offline' or (doing = 'idle' and silent)) and started_at <= said_at + interval '1 minute'
        union all
        select source, 'lock-incomplete', said_at, next_at from starts
        where type = 'stadtfenster.terminal.lock-incomplete'
      )
      select ${sites.name} as site, ${terminals.id} as terminal, cause,
        round(sum(extract(epoch from least(ended, ${end}) - greatest(begun, ${start}))) / 60) as minutes
      from spans inner join ${terminals} on source = '/terminals/' || ${terminals.id}
        inner join ${sites} on ${sites.id} = ${terminals.site}
      where ended > ${start} and begun < ${end}
      group by 1, 2, 3
      order by minutes desc, 2, 3`),
  );
  return rows.filter(({ minutes }) => minutes > 0);
};
