import { describe, expect, it } from 'vitest';
import type { Refusals } from '../../../../contract/refusals.ts';
import { countRefusals } from '../../../../main/lockdown/refusals.ts';
import { tellRefusals } from '../../../../main/terminal/refusals-told.ts';
import { MEETING_CLEAN } from '../visit/visit-for-test.ts';

const watched = () => {
  let uptime = 100;
  const count = countRefusals();
  const told: Refusals[] = [];
  const refusals = tellRefusals({ count, uptime: () => uptime, tell: (counted) => told.push(counted) });
  return { count, told, refusals, pass: (seconds: number) => (uptime += seconds) };
};

describe('what the lock-down refused', () => {
  it('is told with the wipe of the visit that tried it', async () => {
    const { count, told, refusals } = watched();
    const wipe = refusals.after(() => {
      count.add('downloads');
      return Promise.resolve(MEETING_CLEAN);
    });
    expect(await wipe()).toBe(MEETING_CLEAN);
    expect(told).toEqual([{ downloads: 1 }]);
  });

  it('is told after ten minutes where there was no wipe, and never when it is nothing', () => {
    const { count, told, refusals, pass } = watched();
    count.add('egress');
    pass(600);
    refusals.whenDue();
    expect(told).toEqual([]);
    pass(1);
    refusals.whenDue();
    expect(told).toEqual([{ egress: 1 }]);
    count.add('egress');
    pass(600);
    refusals.whenDue();
    expect(told).toHaveLength(1);
    pass(1);
    refusals.whenDue();
    pass(601);
    refusals.whenDue();
    expect(told).toEqual([{ egress: 1 }, { egress: 1 }]);
  });
});
