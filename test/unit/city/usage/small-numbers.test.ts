import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { divide, groupInOrder } from '../../../../city/usage/small-numbers.ts';
import { type CountedSite, newDay, tellSite, visitsOf } from '../../../../city/usage/tell-usage.ts';
import { clockOf, weeksOf } from '../../../../city/usage/calendar.ts';
import {
  LEAST_VISITS,
  OTHERS,
  type SharedBy,
  sharedBySchema,
  type SiteUsage,
} from '../../../../contract/dashboard-usage.ts';

const ZONE = 'Europe/Berlin';
const NOW = Date.UTC(2027, 0, 1);

/** All rows of `length` numbers that are together at most `most`: what is told has one total, so no row is missed. */
const allRows = (length: number, most: number): number[][] =>
  length === 0
    ? [[]]
    : Array.from({ length: most + 1 }, (_, count) => count).flatMap((count) =>
        allRows(length - 1, most - count).map((row) => [count, ...row]),
      );

/**
 * What somebody works out who knows the rule by heart and tries every possible row: of each answer the cells that
 * have the same number in all rows that are answered so.
 */
const workedOut = (rows: readonly number[][], answer: (row: number[]) => unknown): number[] => {
  const possible = new Map<string, Set<number>[]>();
  for (const row of rows) {
    const key = JSON.stringify(answer(row));
    const cells = possible.get(key) ?? row.map(() => new Set<number>());
    row.forEach((count, cell) => cells[cell]?.add(count));
    possible.set(key, cells);
  }
  return [...possible.values()].flatMap((cells) => cells.flatMap((counts) => (counts.size === 1 ? [...counts] : [])));
};

const small = (told: number) => (count: number) => count > 0 && count < told;

describe('a number below the least that is told', () => {
  it.each([
    { told: 3, enough: 3, length: 5, most: 14 },
    { told: 3, enough: 8, length: 5, most: 20 },
    { told: 5, enough: 5, length: 4, most: 24 },
  ])(
    'cannot be worked out of what follows on each other, the rule being known: %j',
    ({ told, enough, length, most }) => {
      const answer = (row: number[]) =>
        groupInOrder(row, (count) => count, enough, told).map(({ items, count }) => [items.length, count]);
      const known = workedOut(allRows(length, most), answer);
      expect(known.filter((count) => count >= told)).not.toEqual([]);
      expect(known.filter(small(told))).toEqual([]);
    },
  );

  it.each([
    { told: 4, length: 5, most: 16 },
    { told: 5, length: 4, most: 24 },
  ])('cannot be worked out of the values and their total, the rule being known: %j', ({ told, length, most }) => {
    const answer = (row: number[]) => [
      ...divide(new Map(row.map((count, value) => [String(value), count])), OTHERS, told),
    ];
    const known = workedOut(allRows(length, most), answer);
    expect(known.filter((count) => count >= told)).not.toEqual([]);
    expect(known.filter(small(told))).toEqual([]);
  });
});

const WEEKS = weeksOf('2026-10-19', '2026-11-01', ZONE, NOW);
const DAYS = WEEKS.flat();

/** A quiet or a busy site in the two weeks around the night in which the clocks are set back. */
const siteArbitrary: fc.Arbitrary<CountedSite> = fc
  .array(
    fc.record({
      day: fc.nat({ max: DAYS.length - 1 }),
      hour: fc.nat({ max: 22 }),
      visits: fc.integer({ min: 1, max: 9 }),
      language: fc.constantFrom('de', 'en', null),
      outcome: fc.constantFrom('left', 'left', 'abandoned', 'declined', null),
      rating: fc.constantFrom('1', '4', '5', null, null),
    }),
    { maxLength: 40 },
  )
  .map((groups) => {
    const site = new Map<string, ReturnType<typeof newDay>>();
    for (const { day: index, hour, visits, ...shared } of groups) {
      const { date = '', hours = [] } = DAYS[index] ?? {};
      const day = site.get(date) ?? newDay();
      const start = hours[hour] ?? 0;
      day.hours.set(start, (day.hours.get(start) ?? 0) + visits);
      for (const by of sharedBySchema.options) {
        const value = shared[by];
        if (value !== null) day.shared[by].set(value, (day.shared[by].get(value) ?? 0) + visits);
      }
      site.set(date, day);
    }
    return site;
  });

const dayArbitrary = fc.constantFrom(...DAYS.map(({ date }) => date));

const tell = (counted: CountedSite, from: string, to: string): SiteUsage =>
  tellSite('Bibliothek', counted, WEEKS, { from, to }, clockOf(ZONE));

const sharesOf = ({ shares }: SiteUsage, by: SharedBy): Record<string, number> =>
  Object.fromEntries(shares[by].map(({ value, visits }) => [value, visits]));

describe('what is told of a site', () => {
  const [first = '', last = ''] = [DAYS[0]?.date, DAYS.at(-1)?.date];

  it('has no number below five, and in each way of dividing them all visits that are told', () => {
    fc.assert(
      fc.property(siteArbitrary, dayArbitrary, dayArbitrary, (counted, one, other) => {
        const [from = '', to = ''] = [one, other].sort();
        const told = tell(counted, from, to);
        for (const span of told.spans) {
          expect(span.firstDay >= from && span.lastDay <= to).toBe(true);
          const inSpan = DAYS.filter(({ date }) => date >= span.firstDay && date <= span.lastDay);
          expect(inSpan.reduce((sum, { date }) => sum + visitsOf(counted.get(date)), 0)).toBe(span.visits);
          expect(span.hours.reduce((sum, { visits }) => sum + visits, 0)).toBe(span.visits);
        }
        for (const by of sharedBySchema.options) {
          expect(told.shares[by].reduce((sum, { visits }) => sum + visits, 0)).toBe(told.visits);
        }
        const all = [
          ...told.spans.flatMap(({ visits, hours }) => [visits, ...hours.map((hour) => hour.visits)]),
          ...sharedBySchema.options.flatMap((by) => told.shares[by].map(({ visits }) => visits)),
        ];
        expect(all.filter((visits) => visits < LEAST_VISITS)).toEqual([]);
      }),
    );
  });

  it('is the sum of the same groups whatever is asked for, so that no two answers differ by less than one', () => {
    fc.assert(
      fc.property(siteArbitrary, dayArbitrary, dayArbitrary, (counted, one, other) => {
        const told = tell(counted, one < other ? one : other, one < other ? other : one);
        expect(tell(counted, first, last).spans).toEqual(expect.arrayContaining(told.spans));
        const alone = told.spans.map(({ firstDay, lastDay }) => tell(counted, firstDay, lastDay));
        for (const by of sharedBySchema.options) {
          const summed: Record<string, number> = {};
          for (const [value, visits] of alone.flatMap((span) => Object.entries(sharesOf(span, by)))) {
            summed[value] = (summed[value] ?? 0) + visits;
          }
          expect(sharesOf(told, by)).toEqual(summed);
        }
      }),
    );
  });

  it('says of the hour that exists twice which one it is', () => {
    const sunday = DAYS.find(({ date }) => date === '2026-10-25');
    expect(sunday?.hours).toHaveLength(25);
    const day = newDay();
    for (const hour of sunday?.hours.slice(1, 6) ?? []) day.hours.set(hour, 7);
    const { spans } = tell(new Map([['2026-10-25', day]]), first, last);
    expect(spans.map(({ firstDay, lastDay, visits }) => [firstDay, lastDay, visits])).toEqual([
      ['2026-10-19', '2026-10-25', 35],
    ]);
    expect(spans[0]?.hours.slice(1, 4)).toEqual([
      { start: '2026-10-25T02:00:00+02:00', end: '2026-10-25T02:00:00+01:00', visits: 7, isTwice: true },
      { start: '2026-10-25T02:00:00+01:00', end: '2026-10-25T03:00:00+01:00', visits: 7, isTwice: true },
      { start: '2026-10-25T03:00:00+01:00', end: '2026-10-25T04:00:00+01:00', visits: 7, isTwice: false },
    ]);
  });

  it('is a day alone where enough people came, and days together where they did not', () => {
    const days = DAYS.map(({ date, hours }, index): [string, ReturnType<typeof newDay>] => {
      const day = newDay();
      day.hours.set(hours[9] ?? 0, index < 3 ? 20 : 6);
      return [date, day];
    });
    expect(
      tell(new Map(days), '2026-10-20', '2026-11-01').spans.map(({ firstDay, lastDay }) => [firstDay, lastDay]),
    ).toEqual([
      ['2026-10-20', '2026-10-20'],
      ['2026-10-21', '2026-10-21'],
      ['2026-10-22', '2026-10-25'],
      ['2026-10-26', '2026-10-29'],
      ['2026-10-30', '2026-11-01'],
    ]);
  });
});
