import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { type FeedbackWords, LEAST_VISITS } from '../../contract/dashboard-usage.ts';
import type { Database } from '../store/open-store.ts';
import { NO_VISIT } from '../store/retention.ts';
import { events, sites as places, terminals } from '../store/schema.ts';
import { type CountedSite, visitsOf } from './tell-usage.ts';
import type { Hours } from './count-visits.ts';

const DAY_MS = 24 * 60 * 60_000;

const wordsSchema = z.object({
  rows: z.array(z.object({ site: z.string(), day: z.iso.date(), words: z.string() })),
});

/**
 * What people wrote, by site and day, of days with so many visits that nobody can tell whose words these are. Those of
 * a day stand by the alphabet: their order must not say which were first.
 * @param sites all visits of these days
 */
export const readFeedbackWords = async (
  db: Database,
  { from, until, timeZone }: Hours,
  sites: ReadonlyMap<string, CountedSite>,
): Promise<FeedbackWords[]> => {
  const { rows } = wordsSchema.parse(
    await db.execute(sql`
      select ${places.name} as site, to_char(time at time zone ${timeZone}, 'YYYY-MM-DD') as day, data ->> 'words' as words
      from ${events} as given
      inner join ${terminals} on source = '/terminals/' || ${terminals.id}
        inner join ${places} on ${places.id} = ${terminals.site}
      where type = 'stadtfenster.visit.feedback' and data ->> 'words' is not null
        -- What was told is not older than when it came, for clocks that are a day ahead at most.
        and received_at >= ${new Date(from - DAY_MS).toISOString()}
        and time >= ${new Date(from).toISOString()} and time < ${new Date(until).toISOString()}
        -- The last feedback of a visit counts, as long as it is known which belong to it.
        and (data ->> 'visit' = ${NO_VISIT} or not exists (
          select from ${events} as later
          where later.source = given.source and later.id > given.id and later.type = given.type
            and later.data ->> 'visit' = given.data ->> 'visit' and later.sequence > given.sequence
        ))
      order by 2 desc, 1, 3`),
  );
  return rows.filter(({ site, day }) => visitsOf(sites.get(site)?.get(day)) >= LEAST_VISITS);
};
