import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayOf, type Hour } from '../../../../city/fleet/day.ts';
import { DAY_HOURS, daySchema } from '../../../../contract/day.ts';
import { doingSchema } from '../../../../contract/heartbeat.ts';

const NOW_HOUR = 494_000;
const NOW = (NOW_HOUR + 0.5) * 3_600_000;

const told = (hoursAgo: number, doing: string, count = 60, last = 1): Hour => ({
  hour: NOW_HOUR - hoursAgo,
  doing,
  count,
  last,
});

/** What the last hours were, oldest first. */
const lately = (hours: number, ...all: readonly Hour[]) => dayOf(all, NOW, 'idle').slice(-hours);

describe('the last day of a terminal', () => {
  it('is 24 hours, oldest first, silent where nothing was heard', () => {
    const day = dayOf([told(23, 'idle'), told(24, 'in-meeting')], NOW, 'in-meeting');
    expect(day).toHaveLength(DAY_HOURS);
    expect(day.slice(0, 2)).toEqual(['ready', 'silent']);
  });

  it('is what most of an hour was, and used where somebody was there for more than a tenth of it', () => {
    expect(lately(2, told(1, 'closed', 31), told(1, 'idle', 29), told(0, 'service', 9))).toEqual(['closed', 'service']);
    expect(lately(2, told(1, 'idle', 54), told(1, 'in-use', 6), told(0, 'idle', 53), told(0, 'in-meeting', 7))).toEqual(
      ['ready', 'used'],
    );
  });

  it('shows an hour with a failed wipe whatever else it was', () => {
    expect(lately(1, told(0, 'in-use', 59), told(0, 'blocked', 1))).toEqual(['blocked']);
  });

  it('tells silence after a goodbye from silence without one', () => {
    expect(lately(4, told(3, 'idle', 30, 1), told(3, 'off', 1, 2), told(1, 'idle', 60, 3))).toEqual([
      'ready',
      'off',
      'ready',
      'silent',
    ]);
    expect(lately(2, told(1, 'off', 1, 1), told(1, 'idle', 30, 2))).toEqual(['ready', 'silent']);
  });

  it('is no loss before the terminal was heard first, nor long after its goodbye', () => {
    const hours = [told(1, 'idle')];
    expect(dayOf(hours, NOW, null).slice(-3)).toEqual(['absent', 'ready', 'silent']);
    expect(dayOf(hours, NOW, 'off').slice(-3)).toEqual(['off', 'ready', 'silent']);
    expect(dayOf(hours, NOW, 'in-use').slice(-3)).toEqual(['silent', 'ready', 'silent']);
    expect(new Set(dayOf([], NOW, null))).toEqual(new Set(['absent']));
  });

  it('is a day whatever the store holds', () => {
    const hour = fc.record({
      hour: fc.integer({ min: NOW_HOUR - 30, max: NOW_HOUR + 3 }),
      doing: fc.oneof(fc.constantFrom(...doingSchema.options), fc.string()),
      count: fc.nat(),
      last: fc.nat(),
    });
    const before = fc.option(fc.oneof(fc.constantFrom(...doingSchema.options), fc.string()));
    fc.assert(
      fc.property(fc.array(hour), before, (hours, said) => daySchema.safeParse(dayOf(hours, NOW, said)).success),
    );
  });
});
