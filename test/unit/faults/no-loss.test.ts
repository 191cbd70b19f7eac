import { expect, it } from 'vitest';
import { gapsIn, runFaults } from '../../faults/no-loss.ts';

/** The short version of `npm run test:endurance -- faults`. */
const SHORT = { seed: 5, rounds: 5, eventsPerRound: 60, cityEvery: 3 };
const STARTING_MS = 120_000;

it(
  'loses and doubles nothing that it confirmed, whatever is killed, cut, damaged or full',
  async () => {
    const report = await runFaults(SHORT);
    expect(report).toMatchObject({ lost: 0, doubled: 0, outOfOrder: 0, sameNumber: 0 });
    expect(report.confirmed).toBeGreaterThan(50);
    expect(report.stored).toBeGreaterThanOrEqual(report.confirmed);
    // What the city sees as missing was never confirmed.
    const missing = report.gaps.reduce((sum, [first, last]) => sum + last - first + 1, 0);
    expect(missing).toBeLessThanOrEqual(report.given - report.confirmed);
    expect(report.terminalKills).toBeGreaterThan(0);
    expect(report.cityKills).toBeGreaterThan(0);
  },
  STARTING_MS,
);

it('sees each run of missing numbers', () => {
  expect(gapsIn([7, 8, 11, 12, 14])).toEqual([
    [9, 10],
    [13, 13],
  ]);
  expect(gapsIn([7, 8, 9])).toEqual([]);
});
