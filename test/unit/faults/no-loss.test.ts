import { expect, it } from 'vitest';
import { runFaults } from '../../faults/no-loss.ts';

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
    expect(report.terminalKills).toBeGreaterThan(0);
    expect(report.cityKills).toBeGreaterThan(0);
  },
  STARTING_MS,
);
