import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { restartReason, restartWhenQuiet, type Wear } from '../../../../main/health/quiet-restart.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const MEBIBYTE = 1024 * 1024;

const FRESH: Wear = { quietForMs: 10 * MINUTE, visits: 3, uptimeMs: HOUR, grownBytes: 0, hour: 3 };

describe('a new start in a quiet moment', () => {
  it.each([
    ['nothing lies behind it', {}, null],
    ['it has had many visits', { visits: 200 }, 'visits'],
    ['it has had nearly as many', { visits: 199 }, null],
    ['it has grown', { grownBytes: 150 * MEBIBYTE }, 'memory'],
    ['it has grown less', { grownBytes: 149 * MEBIBYTE }, null],
    ['a day is over, at night', { uptimeMs: 24 * HOUR }, 'day'],
    ['a day is over, by day', { uptimeMs: 40 * HOUR, hour: 5 }, null],
    ['a day is over, before night', { uptimeMs: 40 * HOUR, hour: 1 }, null],
    ['a day is not over', { uptimeMs: 24 * HOUR - 1 }, null],
    ['all of it', { visits: 500, grownBytes: 900 * MEBIBYTE, uptimeMs: 99 * HOUR }, 'visits'],
  ] as const)('is taken when %s: %o', (_what, wear, reason) => {
    expect(restartReason({ ...FRESH, ...wear })).toBe(reason);
  });

  it('is never taken while somebody is there, or has just gone', () => {
    const somebody = fc.option(fc.integer({ min: 0, max: 3 * MINUTE - 1 }));
    fc.assert(
      fc.property(somebody, fc.nat(), fc.nat(), fc.nat(), fc.nat(23), (quietForMs, visits, uptimeMs, grown, hour) => {
        expect(restartReason({ quietForMs, visits, uptimeMs, grownBytes: grown, hour })).toBeNull();
      }),
    );
  });
});

describe('the look for a quiet moment', () => {
  const world = { isQuiet: true, visits: 0, memory: 500 * MEBIBYTE, hour: 12, restarts: new Array<string>() };
  let stop: () => void;

  beforeEach(() => {
    vi.useFakeTimers({ now: 0 });
    Object.assign(world, { isQuiet: true, visits: 0, memory: 500 * MEBIBYTE, hour: 12, restarts: [] });
    stop = restartWhenQuiet({
      now: () => Date.now(),
      isQuiet: () => world.isQuiet,
      visits: () => world.visits,
      memory: () => world.memory,
      hour: () => world.hour,
      restart: (reason) => world.restarts.push(reason),
    });
  });

  afterEach(() => {
    stop();
    vi.useRealTimers();
  });

  it('waits until the last of many visitors has been gone for three minutes, and takes it once', () => {
    world.isQuiet = false;
    vi.advanceTimersByTime(HOUR);
    world.visits = 250;
    vi.advanceTimersByTime(HOUR);
    expect(world.restarts).toEqual([]);
    world.isQuiet = true;
    vi.advanceTimersByTime(3 * MINUTE);
    expect(world.restarts).toEqual([]);
    vi.advanceTimersByTime(MINUTE);
    expect(world.restarts).toEqual(['visits']);
    vi.advanceTimersByTime(24 * HOUR);
    expect(world.restarts).toHaveLength(1);
  });

  it('does not take a pause between two visitors for a quiet moment', () => {
    world.visits = 300;
    for (let minute = 0; minute < 600; minute += 1) {
      world.visits += 1;
      vi.advanceTimersByTime(MINUTE);
    }
    expect(world.restarts).toEqual([]);
  });

  it('compares memory with what it was in the first quiet moment', () => {
    vi.advanceTimersByTime(HOUR);
    world.memory += 200 * MEBIBYTE;
    vi.advanceTimersByTime(MINUTE);
    expect(world.restarts).toEqual(['memory']);
  });

  it('takes the night after a day', () => {
    vi.advanceTimersByTime(30 * HOUR);
    expect(world.restarts).toEqual([]);
    world.hour = 2;
    vi.advanceTimersByTime(MINUTE);
    expect(world.restarts).toEqual(['day']);
  });
});
