import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { simulate } from '../../../city/commands/simulate.ts';
import { type FleetCount, startFleet } from '../../../city/simulate/fleet.ts';
import { inventEvents } from '../../../city/simulate/invented-events.ts';
import { registerFleet } from '../../../city/simulate/register-fleet.ts';
import { cityEventSchema } from '../../../contract/events.ts';
import { startTestCity, STARTING_MS, type TestCity } from './city-for-test.ts';

let test: TestCity;

beforeAll(async () => {
  test = await startTestCity();
}, STARTING_MS);
afterAll(() => test.close());

describe('an invented terminal', () => {
  it('tells only what a real one may tell, in sequence', () => {
    const invent = inventEvents('simulated-1');
    const told = Array.from({ length: 7 }, (_, minute) => invent(minute * 60_000));
    for (const event of told) expect(cityEventSchema.safeParse(event).error).toBeUndefined();
    expect(told.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });
});

describe('a fleet', () => {
  it(
    'delivers all that it has, each event once, and ends when it is told to',
    async () => {
      const city = new URL(test.city.url);
      const terminals = await registerFleet(test.city, city, 'fleet', 12);
      expect(new Set(terminals.map(({ terminal }) => terminal)).size).toBe(12);
      const stop = new AbortController();
      const fleet = startFleet({ city, terminals, backlog: 45, comeWithinSeconds: 0, stop: stop.signal });
      const isDrained = ({ taken }: FleetCount) => taken >= 12 * 45;
      await vi.waitUntil(() => isDrained(fleet.count()), STARTING_MS);
      stop.abort();
      await fleet.ended;
      const { came, waiting, answers } = fleet.count();
      expect([came, waiting, [...answers.keys()].sort()]).toEqual([12, 0, [200, 202]]);
      const stored = await test.city.events.list({ limit: 10_000 });
      for (const { terminal } of terminals) {
        const own = stored.filter(({ event }) => event.source === `/terminals/${terminal}`);
        expect(own.map(({ event }) => event.sequence)).toEqual(Array.from({ length: 45 }, (_, index) => index + 1));
      }
    },
    STARTING_MS,
  );

  it.each([
    [['--city', 'https://city.example.org/'], '--city must be an address like http://127.0.0.1:8080/.'],
    [['--terminals', '0'], '--terminals must be a whole number from 1 to 20000.'],
  ])('is not started with %j, and says why', async (args, sentence) => {
    const context = { env: {}, print: () => undefined, stop: new AbortController().signal };
    await expect(simulate.run(args, context)).rejects.toThrow(sentence);
  });
});
