import { describe, expect, it } from 'vitest';
import { growthIn, tableOf, type Measure, type Sample } from '../../endurance/growth.ts';

/** An hour, or so many minutes, of one number, sampled every five seconds. */
const call = (valueAt: (minute: number) => number, minutes = 60, measure: Measure = 'memory'): readonly Sample[] =>
  Array.from({ length: minutes * 12 + 1 }, (_, index) => ({
    minute: index / 12,
    readings: [{ measure, of: 'screens', value: valueAt(index / 12) }],
  }));

const verdict = (samples: readonly Sample[]): boolean | undefined => growthIn(samples)[0]?.grows;

/** Rubbish that piles up and is collected, as in every heap. */
const saw = (minute: number): number => ((minute * 7) % 5) * 4;

describe('growth', () => {
  it('is not what comes and goes', () => {
    expect(verdict(call((minute) => 80 + saw(minute)))).toBe(false);
    expect(verdict(call((minute) => 80 + saw(minute), 3))).toBe(false);
    expect(verdict(call((minute) => (minute === 30 ? 500 : 80)))).toBe(false);
  });

  it('is a line that rises under what comes and goes, in an hour and in three minutes', () => {
    expect(verdict(call((minute) => 80 + minute * 0.25 + saw(minute)))).toBe(true);
    expect(verdict(call((minute) => 80 + minute * 3, 3))).toBe(true);
    expect(growthIn(call((minute) => 80 + minute * 0.25))[0]).toMatchObject({ from: 80, to: 95, perMinute: 0.25 });
  });

  it('is not that a new meeting page fills its buffers, if it ends there', () => {
    const fills = (samples: readonly Sample[]): readonly Sample[] =>
      samples.map(({ minute, readings }) => ({ minute, readings: readings.map((one) => ({ ...one, of: 'meeting' })) }));
    const filling = fills(call((minute) => 50 + Math.min(minute, 4) * 7));
    expect(verdict(filling.filter(({ minute }) => minute < 3))).toBe(false);
    expect(verdict(filling.filter(({ minute }) => minute > 6))).toBe(false);
    expect(verdict(fills(call((minute) => 50 + minute * 7)).filter(({ minute }) => minute > 6))).toBe(true);
    expect(verdict(fills(call((minute) => 50 + minute * 14, 3)))).toBe(true);
  });

  it('is no fall', () => {
    expect(verdict(call((minute) => 80 - minute))).toBe(false);
  });

  it('is a timer or a listener that is left behind each time', () => {
    expect(verdict(call((minute) => 12 + Math.floor(minute / 5), 60, 'timers'))).toBe(true);
    expect(verdict(call((minute) => 12 + (Math.floor(minute) % 3), 60, 'timers'))).toBe(false);
  });

  it('is not judged of what was not there all the time', () => {
    const samples = call((minute) => minute);
    const [first, ...rest] = samples;
    expect(growthIn([...(first === undefined ? [] : [{ ...first, readings: [] }]), ...rest])).toEqual([]);
    expect(growthIn([...samples, { minute: 61, readings: [] }])).toEqual([]);
    expect(growthIn([])).toEqual([]);
  });

  it('stands out in the table', () => {
    const table = tableOf(growthIn(call((minute) => minute)));
    expect(table).toContain('memory, screens');
    expect(table).toContain('60.00 an hour');
    expect(table).toContain('GROWS');
    expect(tableOf(growthIn(call(() => 80)))).not.toContain('GROWS');
  });
});
