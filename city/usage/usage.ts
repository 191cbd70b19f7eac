import { eq } from 'drizzle-orm';
import type { Usage, UsageQuery } from '../../contract/dashboard-usage.ts';
import type { Database } from '../store/open-store.ts';
import { city, sites, terminals } from '../store/schema.ts';
import { type CityDay, clockOf, weeksOf } from './calendar.ts';
import { countSites } from './count-visits.ts';
import { readDisturbances } from './disturbances.ts';
import { readFeedbackWords } from './feedback-words.ts';
import { tellSite } from './tell-usage.ts';

const HOUR_MS = 60 * 60_000;

/** From the first hour of the first day until after the last hour of the last one. */
const boundsOf = (days: readonly CityDay[]) => ({
  from: days[0]?.hours[0] ?? 0,
  until: (days.at(-1)?.hours.at(-1) ?? -HOUR_MS) + HOUR_MS,
});

const byName = new Intl.Collator('de', { numeric: true });

/**
 * How the terminals were used on some days.
 * @param withWords whether the words of feedbacks are among it
 * @param now milliseconds since 1970
 */
export const readUsage = async (
  db: Database,
  query: UsageQuery,
  { withWords, now }: { readonly withWords: boolean; readonly now: number },
): Promise<Usage> => {
  const [row] = await db.select({ timeZone: city.timeZone }).from(city);
  if (row === undefined) throw new Error('The store holds no city.');
  const { timeZone } = row;
  const weeks = weeksOf(query.from, query.to, timeZone, now);
  const days = weeks.flat().filter(({ date }) => date >= query.from && date <= query.to);
  const asked = { ...boundsOf(days), timeZone };
  const counted = await countSites(db, { ...boundsOf(weeks.flat()), timeZone });
  const clock = clockOf(timeZone);
  const places = await db
    .selectDistinct({ site: sites.name })
    .from(terminals)
    .innerJoin(sites, eq(sites.id, terminals.site));
  return {
    timeZone,
    ...query,
    sites: [...new Set([...places.map(({ site }) => site), ...counted.keys()])]
      .sort(byName.compare)
      .map((site) => tellSite(site, counted.get(site) ?? new Map(), weeks, query, clock)),
    disturbances: await readDisturbances(db, asked, now),
    words: withWords ? await readFeedbackWords(db, asked, counted) : null,
  };
};
