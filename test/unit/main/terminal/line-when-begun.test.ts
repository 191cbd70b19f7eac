import { describe, expect, it } from 'vitest';
import { createCityLink } from '../../../../main/link/city.ts';
import { lineWhenBegun } from '../../../../main/terminal/line-when-begun.ts';
import { settle } from '../hand-clock.ts';

const DATE = Date.parse('2026-11-26T10:00:00Z');

const begunByHand = () => {
  let begin: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  return { begun, begin: () => begin() };
};

describe('a line that is made when the first screen is there', () => {
  it('lets whoever asks before wait, and knows nothing of the city until then', async () => {
    const { begun, begin } = begunByHand();
    let made = 0;
    const line = lineWhenBegun(begun, () => {
      made += 1;
      return Promise.resolve(
        createCityLink({
          city: 'https://city.example/',
          fetch: () =>
            Promise.resolve(Response.json({ rooms: [] }, { headers: { date: new Date(DATE).toUTCString() } })),
          now: () => DATE - 7_200_000,
          answerSeconds: () => 5,
          reporting: () => ({ contentMode: 'batch', maxBatchEvents: 20 }),
        }),
      );
    });
    const rooms = line.rooms();
    await settle();
    expect([made, line.clockOffset(), line.batchMax(), line.answerMs()]).toEqual([0, 0, 1, null]);
    begin();
    expect(await rooms).toEqual({ ok: true, value: [] });
    await line.rooms();
    expect([made, line.clockOffset(), line.batchMax()]).toEqual([1, 7_200_000, 20]);
  });

  it('leads nowhere without an identity', async () => {
    const line = lineWhenBegun(Promise.resolve(), null);
    expect(await line.rooms()).toEqual({ ok: false, code: 'not-enrolled' });
    expect([await line.deliver([]), line.batchMax(), line.clockOffset()]).toEqual(['later', 1, 0]);
  });
});
