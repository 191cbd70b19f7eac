import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findNextMeeting } from '../../../city/rooms/schedule.ts';

const BERLIN = 'Europe/Berlin';
const TUESDAY_EVENING = { weekday: 2, start: '17:00', end: '18:30' };

const nextAt = (now: string, ...schedule: (typeof TUESDAY_EVENING)[]) =>
  findNextMeeting(schedule, Date.parse(now), BERLIN);

describe('the next meeting of a room', () => {
  it('is nothing without a schedule', () => {
    expect(nextAt('2026-11-18T12:00:00Z')).toBeNull();
  });

  it('is the next one of the week', () => {
    expect(nextAt('2026-11-18T12:00:00Z', TUESDAY_EVENING, { weekday: 4, start: '17:00', end: '18:30' })).toEqual({
      start: '2026-11-19T16:00:00Z',
      end: '2026-11-19T17:30:00Z',
    });
  });

  it('is the one going on until its very end, and then the one a week later', () => {
    const going = { start: '2026-11-17T16:00:00Z', end: '2026-11-17T17:30:00Z' };
    expect(nextAt('2026-11-17T15:59:59Z', TUESDAY_EVENING)).toEqual(going);
    expect(nextAt('2026-11-17T17:29:59.999Z', TUESDAY_EVENING)).toEqual(going);
    expect(nextAt('2026-11-17T17:30:00Z', TUESDAY_EVENING)?.start).toBe('2026-11-24T16:00:00Z');
  });

  it('keeps its wall-clock time over both clock changes', () => {
    // Summer time begins on 28 March 2027 and ends on 31 October 2027.
    expect(nextAt('2027-03-24T12:00:00Z', TUESDAY_EVENING)?.start).toBe('2027-03-30T15:00:00Z');
    expect(nextAt('2027-03-22T12:00:00Z', TUESDAY_EVENING)?.start).toBe('2027-03-23T16:00:00Z');
    expect(nextAt('2027-10-27T12:00:00Z', TUESDAY_EVENING)?.start).toBe('2027-11-02T16:00:00Z');
    expect(nextAt('2027-10-25T12:00:00Z', TUESDAY_EVENING)?.start).toBe('2027-10-26T15:00:00Z');
  });

  it('lasts through the night of a clock change as the clock on the wall says', () => {
    const night = { weekday: 6, start: '22:00', end: '04:00' };
    expect(nextAt('2027-03-27T12:00:00Z', night)).toEqual({
      start: '2027-03-27T21:00:00Z',
      end: '2027-03-28T02:00:00Z',
    });
    expect(nextAt('2027-10-30T12:00:00Z', night)).toEqual({
      start: '2027-10-30T20:00:00Z',
      end: '2027-10-31T03:00:00Z',
    });
  });

  it('does not take place in the hour that is left out, but a week later', () => {
    const skipped = { weekday: 7, start: '02:00', end: '03:00' };
    expect(nextAt('2027-03-27T12:00:00Z', skipped)?.start).toBe('2027-04-04T00:00:00Z');
  });

  it('that lasts past midnight is still going on the day after', () => {
    const late = { weekday: 7, start: '23:00', end: '01:00' };
    expect(nextAt('2026-11-22T23:30:00Z', late)).toEqual({
      start: '2026-11-22T22:00:00Z',
      end: '2026-11-23T00:00:00Z',
    });
  });

  it('goes by the day of the city, not by that of the machine', () => {
    // 23:30 UTC on Monday is Tuesday in Berlin.
    expect(nextAt('2026-11-16T23:30:00Z', { weekday: 2, start: '00:15', end: '00:45' })?.start).toBe(
      '2026-11-16T23:15:00Z',
    );
  });

  it('is never over, always within eight days, and on the right day at the right time', () => {
    const weekdayNames = ['', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
    const times = fc.tuple(fc.integer({ min: 4, max: 23 }), fc.integer({ min: 0, max: 59 }));
    const written = times.map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
    const slots = fc.record({ weekday: fc.integer({ min: 1, max: 7 }), start: written, end: written });
    const instants = fc.date({ min: new Date('2026-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });
    const wall = new Intl.DateTimeFormat('en-GB', {
      timeZone: BERLIN,
      weekday: 'long',
      hour: '2-digit',
      minute: '2-digit',
    });
    fc.assert(
      fc.property(slots, instants, (slot, instant) => {
        const next = findNextMeeting([slot], instant.getTime(), BERLIN);
        if (next === null) throw new Error('There must be a next meeting.');
        const start = Date.parse(next.start);
        const end = Date.parse(next.end);
        expect(end).toBeGreaterThan(instant.getTime());
        expect(end).toBeGreaterThan(start);
        expect(start - instant.getTime()).toBeLessThan(8 * 86_400_000);
        const parts = Object.fromEntries(wall.formatToParts(start).map(({ type, value }) => [type, value]));
        expect(parts).toMatchObject({ weekday: weekdayNames[slot.weekday] });
        expect(`${parts['hour'] ?? ''}:${parts['minute'] ?? ''}`).toBe(slot.start);
      }),
    );
  });
});
