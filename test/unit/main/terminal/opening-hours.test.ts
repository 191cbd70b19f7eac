import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openingHoursSchema, type OpeningHours } from '../../../../contract/opening-hours.ts';
import { openingAt } from '../../../../main/terminal/opening-hours.ts';

const BERLIN = 'Europe/Berlin';
const at = (now: string, hours: OpeningHours) => {
  const { isOpen, changesAt } = openingAt(Date.parse(now), hours, BERLIN);
  return { isOpen, changesAt: changesAt === null ? null : new Date(changesAt).toISOString() };
};
const everyDay = (from: string, to: string) => [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from, to }));
const hours = (weekly: OpeningHours['weekly'], exceptions: OpeningHours['exceptions'] = []): OpeningHours => ({
  weekly,
  exceptions,
});

/** A library as it is: closed on Wednesday afternoon, Sunday and Monday. */
const LIBRARY = hours([
  { weekday: 2, from: '10:00', to: '18:00' },
  { weekday: 3, from: '10:00', to: '13:00' },
  { weekday: 4, from: '10:00', to: '18:00' },
  { weekday: 5, from: '10:00', to: '18:00' },
  { weekday: 6, from: '10:00', to: '14:00' },
]);

describe('opening hours', () => {
  it('say until when a site is open, and when it opens', () => {
    // Thursday, 26 November 2026.
    expect(at('2026-11-26T09:00:00Z', LIBRARY)).toEqual({ isOpen: true, changesAt: '2026-11-26T17:00:00.000Z' });
    expect(at('2026-11-26T08:59:59Z', LIBRARY)).toEqual({ isOpen: false, changesAt: '2026-11-26T09:00:00.000Z' });
    expect(at('2026-11-26T17:00:00Z', LIBRARY)).toEqual({ isOpen: false, changesAt: '2026-11-27T09:00:00.000Z' });
    // From Saturday afternoon to Tuesday.
    expect(at('2026-11-28T13:00:00Z', LIBRARY)).toEqual({ isOpen: false, changesAt: '2026-12-01T09:00:00.000Z' });
  });

  it('hold in wall-clock time over both changes of the clocks', () => {
    expect(at('2027-03-27T20:00:00Z', hours(everyDay('08:00', '20:00'))).changesAt).toBe('2027-03-28T06:00:00.000Z');
    expect(at('2027-10-30T20:00:00Z', hours(everyDay('08:00', '20:00'))).changesAt).toBe('2027-10-31T07:00:00.000Z');
    // An evening that lasts until four on the wall is an hour shorter or longer.
    const night = hours([{ weekday: 6, from: '22:00', to: '04:00' }]);
    expect(at('2027-03-27T22:00:00Z', night)).toEqual({ isOpen: true, changesAt: '2027-03-28T02:00:00.000Z' });
    expect(at('2027-10-30T22:00:00Z', night)).toEqual({ isOpen: true, changesAt: '2027-10-31T03:00:00.000Z' });
    // The hour that is left out does not open anything.
    expect(at('2027-03-27T12:00:00Z', hours([{ weekday: 7, from: '02:00', to: '03:00' }])).changesAt).toBe(
      '2027-04-04T00:00:00.000Z',
    );
  });

  it('are without a break where one slot follows the other, past midnight too', () => {
    const pavilion = hours([
      { weekday: 5, from: '10:00', to: '12:00' },
      { weekday: 5, from: '12:00', to: '17:00' },
      { weekday: 5, from: '16:00', to: '01:00' },
      { weekday: 6, from: '01:00', to: '02:00' },
    ]);
    expect(at('2026-11-27T10:30:00Z', pavilion)).toEqual({ isOpen: true, changesAt: '2026-11-28T01:00:00.000Z' });
    expect(at('2026-11-28T00:30:00Z', pavilion)).toEqual({ isOpen: true, changesAt: '2026-11-28T01:00:00.000Z' });
    expect(at('2026-11-28T01:00:00Z', pavilion).isOpen).toBe(false);
  });

  it('give way to exceptions: closed days, other hours, a day that is closed otherwise', () => {
    const christmas = hours(LIBRARY.weekly, [
      { date: '2026-12-24', open: [] },
      { date: '2026-12-25', open: [] },
      { date: '2026-12-26', open: [] },
      { date: '2026-12-28', open: [{ from: '12:00', to: '16:00' }] },
      { date: '2026-12-29', open: [{ from: '09:00', to: '11:00' }] },
    ]);
    expect(at('2026-12-23T12:00:00Z', christmas)).toEqual({ isOpen: false, changesAt: '2026-12-28T11:00:00.000Z' });
    expect(at('2026-12-29T09:30:00Z', christmas)).toEqual({ isOpen: true, changesAt: '2026-12-29T10:00:00.000Z' });
    // What began the evening before is not cut off by a day that is closed.
    const party = hours([{ weekday: 4, from: '20:00', to: '02:00' }], [{ date: '2026-11-27', open: [] }]);
    expect(at('2026-11-26T23:30:00Z', party)).toEqual({ isOpen: true, changesAt: '2026-11-27T01:00:00.000Z' });
  });

  it('may be none at all, or never end', () => {
    expect(at('2026-11-26T12:00:00Z', hours([]))).toEqual({ isOpen: false, changesAt: null });
    expect(at('2026-11-26T12:00:00Z', hours(everyDay('00:00', '00:00')))).toEqual({ isOpen: true, changesAt: null });
  });

  it('change when they say, and not before', () => {
    const wall = fc
      .tuple(fc.nat(23), fc.nat(59))
      .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
    const weekly = fc.array(fc.record({ weekday: fc.integer({ min: 1, max: 7 }), from: wall, to: wall }), {
      minLength: 1,
      maxLength: 5,
    });
    const instant = fc.date({ min: new Date('2026-01-01'), max: new Date('2028-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(weekly, instant, fc.double({ min: 0, max: 1, noNaN: true }), (slots, when, part) => {
        const given = openingHoursSchema.parse({ weekly: slots });
        const now = when.getTime();
        const { isOpen, changesAt } = openingAt(now, given, BERLIN);
        if (changesAt === null) return;
        expect(changesAt).toBeGreaterThan(now);
        expect(openingAt(changesAt, given, BERLIN).isOpen).toBe(!isOpen);
        const between = now + Math.floor((changesAt - 1 - now) * part);
        expect(openingAt(between, given, BERLIN)).toEqual({ isOpen, changesAt });
      }),
      { numRuns: 60 },
    );
  });
});
