import { describe, expect, it } from 'vitest';
import { keepSystemTimeZone } from '../../../../main/machine/system-time-zone.ts';

const keeping = (wanted: () => string, present: () => string) => {
  const asked: string[] = [];
  let look: () => void = () => undefined;
  keepSystemTimeZone({
    wanted,
    present,
    root: {
      setTimeZone: (zone) => {
        asked.push(zone);
        return Promise.resolve('accepted');
      },
    },
    every: (_milliseconds, work) => (look = work),
  });
  return { asked, look: () => look() };
};

describe("the machine's time zone", () => {
  it('is left alone where it is the one of the city', () => {
    const { asked, look } = keeping(
      () => 'Europe/Berlin',
      () => 'Europe/Berlin',
    );
    look();
    expect(asked).toEqual([]);
  });

  it('is made that of the city, also when the city says so later', () => {
    let wanted = 'Europe/Berlin';
    const { asked, look } = keeping(
      () => wanted,
      () => 'Europe/Berlin',
    );
    wanted = 'Europe/Vienna';
    look();
    expect(asked).toEqual(['Europe/Vienna']);
    expect(
      keeping(
        () => wanted,
        () => 'UTC',
      ).asked,
    ).toEqual(['Europe/Vienna']);
  });
});
