import {
  LEAST_VISITS,
  NONE,
  OTHERS,
  type SharedBy,
  sharedBySchema,
  type Shares,
  type SiteUsage,
  type UsageQuery,
  type UsageSpan,
} from '../../contract/dashboard-usage.ts';
import { visitOutcomeSchema } from '../../contract/events.ts';
import { ratingSchema } from '../../contract/feedback.ts';
import { LOCALES } from '../../contract/locale.ts';
import type { CityDay, clockOf } from './calendar.ts';
import { divide, groupInOrder, type Least } from './small-numbers.ts';

/** The visits of one day at one site. */
export interface CountedDay {
  /** Milliseconds since 1970 of the beginning of an hour, and how many visits began in it. */
  readonly hours: Map<number, number>;
  readonly shared: Readonly<Record<SharedBy, Map<string, number>>>;
}

/** A day without visits. */
export const newDay = (): CountedDay => ({
  hours: new Map(),
  shared: { language: new Map(), outcome: new Map(), rating: new Map() },
});

/** The days of a site that have any visits, by date. */
export type CountedSite = ReadonlyMap<string, CountedDay>;

/** A day of a busy site is told alone; at a quiet one days are told together, so that languages can still be told apart. */
const LEAST: Least = { told: LEAST_VISITS, span: 4 * LEAST_VISITS };

/** Every value that there is, what is told rather together with others last. */
const VALUES: Readonly<Record<SharedBy, readonly string[]>> = {
  language: [...LOCALES, NONE],
  outcome: [...visitOutcomeSchema.options, NONE],
  rating: [...[...ratingSchema.values].map(String), NONE],
};

const HOUR_MS = 60 * 60_000;

const total = (counts: Iterable<number>): number => [...counts].reduce((sum, count) => sum + count, 0);

/** How many visits a day had. */
export const visitsOf = (day: CountedDay | undefined): number => total(day?.hours.values() ?? []);

const addTo = (sums: Map<string, number>, counts: Iterable<readonly [string, number]>): void => {
  for (const [value, count] of counts) sums.set(value, (sums.get(value) ?? 0) + count);
};

const largestFirst = (sums: ReadonlyMap<string, number>): Shares =>
  [...sums].map(([value, visits]) => ({ value, visits })).sort((one, other) => other.visits - one.visits);

/**
 * What may be told of the visits at one site, so that no number below five can be worked out, neither from one answer
 * nor from several for different days.
 *
 * For this the visits of each week are divided once and for all, whatever is asked for: into spans of days, and the
 * visits of a span into hours, by language, by outcome and by rating, each time into groups of at least five. To each
 * of these belong the visits of which it says nothing, else the difference would tell. All that is ever told is the sum
 * of such groups. A span that is only partly asked for is not told.
 * @param weeks all that have a day of the range in them, whole
 */
export const tellSite = (
  site: string,
  counted: CountedSite,
  weeks: readonly (readonly CityDay[])[],
  { from, to }: UsageQuery,
  clock: ReturnType<typeof clockOf>,
  least: Least = LEAST,
): SiteUsage => {
  const { shared: shares } = newDay();

  const tellHours = (days: readonly CityDay[]): UsageSpan['hours'] => {
    const hours = days.flatMap(({ date, hours: all }) =>
      all.map((hour) => ({ hour, visits: counted.get(date)?.hours.get(hour) ?? 0 })),
    );
    return groupInOrder(hours, ({ visits }) => visits, least.told, least.told).flatMap(({ items, count }) => {
      const [first, last] = [items[0], items.at(-1)];
      if (first === undefined || last === undefined) return [];
      const start = clock(first.hour);
      const end = clock(last.hour + HOUR_MS);
      return [{ start: start.time, end: end.time, visits: count, isTwice: start.isTwice || end.isTwice }];
    });
  };

  const spans = weeks
    .flatMap((days) => groupInOrder(days, ({ date }) => visitsOf(counted.get(date)), least.span, least.told))
    .flatMap(({ items: days, count: visits }): UsageSpan[] => {
      const [firstDay, lastDay] = [days[0]?.date ?? '', days.at(-1)?.date ?? ''];
      if (firstDay < from || lastDay > to) return [];
      for (const by of sharedBySchema.options) {
        const values = new Map(VALUES[by].map((value) => [value, 0]));
        for (const { date } of days) addTo(values, counted.get(date)?.shared[by] ?? []);
        values.set(NONE, Math.max(0, visits - total(values.values())));
        addTo(shares[by], divide(values, OTHERS, least.told));
      }
      return [{ firstDay, lastDay, visits, hours: tellHours(days) }];
    });
  return {
    site,
    visits: spans.reduce((sum, { visits }) => sum + visits, 0),
    spans,
    shares: {
      language: largestFirst(shares.language),
      outcome: largestFirst(shares.outcome),
      rating: largestFirst(shares.rating),
    },
  };
};
