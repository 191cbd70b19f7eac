import { describe, expect, it } from 'vitest';
import { startHeartbeats } from '../../../../main/report/heartbeats.ts';
import { handClock, settle, START } from '../hand-clock.ts';

const MINUTE_MS = 60_000;

const heartbeatsForTest = (options: { readonly beat?: () => Promise<void> } = {}) => {
  const clock = handClock();
  const beats: number[] = [];
  const line = { isAway: false };
  const stop = startHeartbeats({
    beat: () => {
      beats.push((clock.now() - START) / MINUTE_MS);
      return options.beat?.() ?? Promise.resolve();
    },
    isAway: () => line.isAway,
    now: clock.now,
    every: (milliseconds, work) => {
      let id = 0;
      const next = (): void => {
        id = clock.setTimeout(() => {
          next();
          work();
        }, milliseconds);
      };
      next();
      return () => clock.clearTimeout(id);
    },
  });
  return { clock, beats, line, stop };
};

describe('the heartbeat', () => {
  it('comes every minute', async () => {
    const { clock, beats } = heartbeatsForTest();
    await clock.pass(5 * MINUTE_MS);
    expect(beats).toEqual([1, 2, 3, 4, 5]);
  });

  it('is, while the city is away, only the last one of each hour', async () => {
    const { clock, beats, line } = heartbeatsForTest();
    await clock.pass(2 * MINUTE_MS);
    line.isAway = true;
    await clock.pass(178 * MINUTE_MS);
    expect(beats).toEqual([1, 2, 59, 119, 179]);
    line.isAway = false;
    await clock.pass(2 * MINUTE_MS);
    expect(beats.slice(5)).toEqual([181, 182]);
  });

  it('goes on after one that failed, and is not taken down twice at once', async () => {
    let fail: (error: Error) => void = () => undefined;
    const { clock, beats } = heartbeatsForTest({ beat: () => new Promise((_resolve, reject) => (fail = reject)) });
    await clock.pass(3 * MINUTE_MS);
    expect(beats).toEqual([1]);
    fail(new Error('no such disk'));
    await settle();
    await clock.pass(MINUTE_MS);
    expect(beats).toEqual([1, 4]);
  });

  it('can be called off', async () => {
    const { clock, beats, stop } = heartbeatsForTest();
    await clock.pass(MINUTE_MS);
    stop();
    await clock.pass(5 * MINUTE_MS);
    expect(beats).toEqual([1]);
    expect(clock.waits()).toBe(0);
  });
});
