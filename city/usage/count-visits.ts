import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { sharedBySchema } from '../../contract/dashboard-usage.ts';
import type { Database } from '../store/open-store.ts';
import { retention, sites as places, visitCounts } from '../store/schema.ts';
import { COUNTED, countVisits } from '../store/visit-counting.ts';
import { type CountedDay, type CountedSite, newDay } from './tell-usage.ts';

const countsSchema = z.object({
  rows: z.array(
    z.object({
      site: z.string(),
      day: z.iso.date(),
      /** Only visits are told apart by the hour; elsewhere there is none. */
      hour: z.coerce.number(),
      what: z.union([z.literal('visits'), sharedBySchema]),
      value: z.string(),
      visits: z.coerce.number(),
    }),
  ),
});

/** Which hours, by their beginning: milliseconds since 1970, the last one excluded. */
export interface Hours {
  readonly from: number;
  readonly until: number;
  /** By whose clocks a day is one. */
  readonly timeZone: string;
}

/**
 * The visits of some days by site and day: those that are numbers already, and the events that came since then. All are
 * read as they are at one moment, as the job that makes numbers of events may be at work.
 */
export const countSites = async (
  db: Database,
  { from, until, timeZone }: Hours,
): Promise<ReadonlyMap<string, CountedSite>> => {
  const [start, end] = [new Date(from).toISOString(), new Date(until).toISOString()];
  const what = ['visits', ...sharedBySchema.options];
  const readCounts = async (tx: Database) => {
    // Asked for before, so that the planner knows how few events came since.
    const [settled] = await tx.select().from(retention).where(eq(retention.kind, 'visits'));
    const settledUntil = (settled?.doneUntil ?? new Date(0)).toISOString();
    const cameSince = sql`received_at >= ${settledUntil} and time >= ${start} and time < ${end}`;
    const cameLately = COUNTED.filter((counted) => what.includes(counted.what)).map(
      (counted) => sql`union all (${countVisits(counted, cameSince)})`,
    );
    return tx.execute(sql`
      with counted (hour, site, what, value, count) as (
        select hour, site, what, value, count from ${visitCounts}
        where hour >= ${start} and hour < ${end} and what in ${what}
        ${sql.join(cameLately, sql` `)}
      )
      select ${places.name} as site, to_char(hour at time zone ${timeZone}, 'YYYY-MM-DD') as day,
        case when what = 'visits' then extract(epoch from hour) * 1000 end as hour, what, value, sum(count) as visits
      from counted inner join ${places} on ${places.id} = counted.site
      group by 1, 2, 3, 4, 5`);
  };
  const { rows } = countsSchema.parse(await db.transaction(readCounts, { isolationLevel: 'repeatable read' }));
  const sites = new Map<string, Map<string, CountedDay>>();
  for (const row of rows) {
    const days = sites.get(row.site) ?? new Map<string, CountedDay>();
    const day = days.get(row.day) ?? newDay();
    if (row.what === 'visits') day.hours.set(row.hour, row.visits);
    else day.shared[row.what].set(row.value, row.visits);
    sites.set(row.site, days.set(row.day, day));
  }
  return sites;
};
