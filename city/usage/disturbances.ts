import { eq, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { type Disturbance, disturbanceCauseSchema } from '../../contract/dashboard-usage.ts';
import { HEARTBEAT_MISSED_MS } from '../fleet/fleet-state.ts';
import type { Database } from '../store/open-store.ts';
import { disturbedHours, events, retention, sites, terminals } from '../store/schema.ts';
import type { Hours } from './count-visits.ts';

/** From then on the fleet shows it as away too. */
const SILENT_SECONDS = HEARTBEAT_MISSED_MS / 1000;

/** Who is silent for longer was taken away. */
const MISSED_DAYS = 2;
const DAY_MS = 24 * 60 * 60_000;

const HEARTBEAT = 'stadtfenster.terminal.heartbeat';

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

const instant = (milliseconds: number): SQL => sql`${new Date(milliseconds).toISOString()}::timestamptz`;

/**
 * Tables `redone` and `spans`: what is to be told anew because of the heartbeats that came since, and how.
 *
 * A heartbeat is held against the next one (see {@link readDisturbances}), so what came changes what was told since the
 * one before it, `redone.cut` being the full hour before that. A terminal of which nothing came is silent since its last.
 * @param came which heartbeats came since, by when they came
 * @param summedUntil until when the hours have been told of those that are silent
 * @param end nothing later is told
 */
const toldAnew = (came: SQL, summedUntil: SQL, end: SQL): SQL => sql`
  news as materialized (
    select source, min(id) as id, min(time) as time
    from ${events}
    where type = ${HEARTBEAT} and ${came} and time < ${end}
    group by source
  ),
  redone as materialized (
    select known.terminal, known.source, cut,
      -- Without one before the hour all of them are from then on.
      coalesce(start.id, case when before.id is null then news.id else '' end) as first_id
    from (select ${terminals.id} as terminal, '/terminals/' || ${terminals.id} as source from ${terminals}) as known
    left join news on news.source = known.source
    left join lateral (
      -- By the ids: they are UUIDv7 and grow with time, so the primary key finds the last one at once.
      select id, time from ${events} as beat
      where beat.source = known.source and type = ${HEARTBEAT} and time < ${end} and beat.id < coalesce(news.id, 'g')
        and (news.id is not null or ${end} > ${summedUntil})
      order by beat.id desc limit 1
    ) as before on before.time >= coalesce(news.time, ${summedUntil}) - ${MISSED_DAYS + 1} * interval '1 day',
    date_trunc('hour', coalesce(before.time, news.time)) as cut
    left join lateral (
      select id from ${events} as beat
      where beat.source = known.source and type = ${HEARTBEAT} and time < cut and beat.id < before.id
      order by beat.id desc limit 1
    ) as start on true
    where cut is not null
  ),
  beats as (
    select redone.terminal, cut, time as said_at, data ->> 'doing' as doing,
      coalesce(lead(time) over following, ${end}) as next_at,
      -- The last one has nobody after it who would say that it runs.
      coalesce(lead((data ->> 'upSeconds')::numeric) over following, 0) * interval '1 second' as up
    from redone inner join ${events} on events.source = redone.source and events.id >= redone.first_id
    where type = ${HEARTBEAT} and time < ${end}
    window following as (partition by redone.terminal order by sequence)
  ),
  judged as (
    select terminal, cut, said_at, next_at - up as started_at, doing,
      least(next_at, said_at + ${MISSED_DAYS} * interval '1 day') as next_at,
      next_at - said_at > ${SILENT_SECONDS} * interval '1 second' as silent
    from beats
    where doing not in ('off', 'closed', 'locked', 'service')
  ),
  causes (terminal, cut, cause, begun, ended) as (
    select terminal, cut, 'blocked', said_at, next_at from judged where doing = 'blocked'
    union all
    select terminal, cut, 'lost', said_at, least(started_at, next_at) from judged
    where doing <> 'blocked' and silent and started_at > said_at + interval '1 minute'
    union all
    select terminal, cut, 'cut-off', said_at, next_at from judged
    where (doing = 'offline' or (doing = 'idle' and silent)) and started_at <= said_at + interval '1 minute'
  ),
  spans as (
    select terminal, cause, greatest(begun, cut) as begun, ended from causes where ended > cut
  )`;

/** What is written while it is summed, and by a process whose clock is behind, is summed the next time. */
const SETTLED_AFTER_MS = 2 * 60_000;
/** Heartbeats of so long are summed at once. */
const SUMMED_AT_ONCE_MS = 60 * 60_000;

const KIND = 'disturbances';

const oldestSchema = z.object({ rows: z.array(z.object({ came: z.coerce.number() })) });

/** Since when heartbeats are here. */
const readOldest = async (db: Database): Promise<number | undefined> =>
  oldestSchema.parse(
    await db.execute(sql`select extract(epoch from received_at) * 1000 as came from ${events}
      where type = ${HEARTBEAT} order by received_at limit 1`),
  ).rows[0]?.came;

/** @returns whether that was all */
const sumSome = (db: Database, target: number): Promise<boolean> =>
  db.transaction(async (tx) => {
    await tx
      .insert(retention)
      .values({ kind: KIND, doneUntil: new Date(0) })
      .onConflictDoNothing();
    // Another process that sums waits here, and then goes on from there.
    const [done] = await tx.select().from(retention).where(eq(retention.kind, KIND)).for('update');
    const doneUntil = done?.doneUntil.getTime() ?? 0;
    const from = doneUntil === 0 ? await readOldest(tx) : doneUntil;
    if (from === undefined || from >= target) return true;
    const until = Math.min(from + SUMMED_AT_ONCE_MS, target);
    const came = sql`received_at >= ${instant(from)} and received_at < ${instant(until)}`;
    await tx.execute(sql`
      create temporary table told_anew on commit drop as
      with ${toldAnew(came, instant(from), instant(until))}
      select redone.terminal, cut, cause, begun, ended from redone left join spans on spans.terminal = redone.terminal`);
    await tx.execute(sql`
      delete from ${disturbedHours} using (select distinct terminal, cut from told_anew) as redone
      where disturbed_hours.terminal = redone.terminal and hour >= cut`);
    await tx.execute(sql`
      insert into ${disturbedHours} (hour, terminal, cause, seconds)
      select hour, terminal, cause, sum(extract(epoch from least(ended, hour + interval '1 hour') - greatest(begun, hour)))
      from told_anew, generate_series(date_trunc('hour', begun), ended, interval '1 hour') as hour
      where hour < ended
      group by 1, 2, 3`);
    await tx
      .update(retention)
      .set({ doneUntil: new Date(until) })
      .where(eq(retention.kind, KIND));
    return until >= target;
  });

/**
 * Sums up by the hour for how long terminals could not be used, as heartbeats are too many to be looked through when
 * somebody asks. Heartbeats that come late change what was told before.
 * @param now milliseconds since 1970
 */
export const sumDisturbances = async (db: Database, now: number): Promise<void> => {
  while (!(await sumSome(db, now - SETTLED_AFTER_MS)));
};

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
  const start = instant(from);
  const end = instant(Math.min(until, now));
  const since = from - (MISSED_DAYS + 1) * DAY_MS;
  const heardSince = instant(since);
  // Asked for before, so that the planner knows how few heartbeats came since; what was summed meanwhile is told anew.
  const [done] = await db.select().from(retention).where(eq(retention.kind, KIND));
  const summedUntil = instant(Math.max(since, done?.doneUntil.getTime() ?? 0));
  const { rows } = disturbedSchema.parse(
    await db.execute(sql`
      with ${toldAnew(sql`received_at >= ${summedUntil}`, summedUntil, end)},
      starts as (
        select source, type, time as said_at, coalesce(lead(time) over following, ${end}) as next_at
        from ${events}
        where type in ('stadtfenster.terminal.started', 'stadtfenster.terminal.lock-incomplete')
          -- A terminal starts anew every day (main/health/quiet-restart.ts).
          and received_at >= ${heardSince} and time < ${end}
        window following as (partition by source order by sequence)
      ),
      seconds (terminal, cause, seconds) as (
        select terminal, cause, seconds from ${disturbedHours}
        where hour >= ${start} and hour < ${end}
          and not exists (select from redone where redone.terminal = disturbed_hours.terminal and hour >= cut)
        union all
        select terminal, cause, extract(epoch from least(ended, ${end}) - greatest(begun, ${start}))
        from spans where ended > ${start} and begun < ${end}
        union all
        select substr(source, length('/terminals/') + 1), 'lock-incomplete',
          extract(epoch from least(next_at, ${end}) - greatest(said_at, ${start}))
        from starts
        where type = 'stadtfenster.terminal.lock-incomplete' and next_at > ${start} and said_at < ${end}
      )
      select ${sites.name} as site, terminal, cause, round(sum(seconds) / 60) as minutes
      from seconds inner join ${terminals} on ${terminals.id} = terminal
        inner join ${sites} on ${sites.id} = ${terminals.site}
      group by 1, 2, 3
      order by minutes desc, 2, 3`),
  );
  return rows.filter(({ minutes }) => minutes > 0);
};
