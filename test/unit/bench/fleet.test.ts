import { expect, it } from 'vitest';
import { measureFleet } from '../../bench/city/fleet.ts';

it(
  'the fleet bench measures what it says: 50 terminals on two city processes, one command',
  { timeout: 120_000 },
  async () => {
    const plan = { terminals: 50, cities: 2, comeWithinSeconds: 0, steadySeconds: 1, commands: 1 };
    const { failures, refused, accepted, stored, processor, memory } = await measureFleet(plan);
    expect([failures, refused]).toEqual([0, 0]);
    // Infinite when one of them was not reached by way of its own city process.
    for (const seconds of [...accepted, ...stored]) expect(seconds).toBeLessThan(60);
    expect(stored[0]).toBeGreaterThanOrEqual(accepted[0] ?? 0);
    expect(processor).toBeGreaterThanOrEqual(0);
    expect(memory).toBeGreaterThan(10);
  },
);
