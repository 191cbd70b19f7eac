import { generateKeyPairSync, sign } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { simulate } from '../../../city/commands/simulate.ts';
import { type FleetCount, type OrderStep, startFleet } from '../../../city/simulate/fleet.ts';
import { inventEvents } from '../../../city/simulate/invented-events.ts';
import { createOrderReader } from '../../../city/simulate/order-reader.ts';
import { registerFleet } from '../../../city/simulate/register-fleet.ts';
import type { SignedCommand } from '../../../contract/command.ts';
import { cityEventSchema } from '../../../contract/events.ts';
import { startTestCity, STARTING_MS, type TestCity } from './city-for-test.ts';

const ORDER: SignedCommand = {
  ...{ kind: 'command', version: 7, id: '0190c8a0-1234-7abc-8000-00000000abcd', audience: { all: true } },
  ...{ issuedAt: '2026-11-18T16:00:00.000Z', expiresAt: '2026-11-18T17:00:00.000Z' },
  command: { act: 'identify' },
};

let test: TestCity;

beforeAll(async () => {
  test = await startTestCity();
}, STARTING_MS);
afterAll(() => test.close());

describe('an invented terminal', () => {
  it('tells only what a real one may tell, in sequence', () => {
    const invent = inventEvents('simulated-1', 0);
    const told = Array.from({ length: 5 }, (_, minute) => invent.visit(minute * 60_000));
    told.push(invent.heartbeat(300_000, 2), invent.result(360_000, ORDER, 'accepted'));
    for (const event of told) expect(cityEventSchema.safeParse(event).error).toBeUndefined();
    expect(told.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });
});

describe('what an invented terminal believes', () => {
  const city = generateKeyPairSync('ed25519');
  const other = generateKeyPairSync('ed25519');
  const signed = (content: object, { privateKey, publicKey } = city): string => {
    const payload = Buffer.from(JSON.stringify(content));
    const signature = sign(null, payload, privateKey).toString('base64url');
    const key = publicKey.export({ format: 'jwk' }).x;
    return JSON.stringify({ alg: 'Ed25519', key, payload: payload.toString('base64url'), signature });
  };
  const command = (audience: object = { all: true }): object => ({ ...ORDER, audience });

  it('is what its city has signed for it, and nothing else', () => {
    const reader = createOrderReader('simulated-1');
    expect(reader.command(signed(command()))?.id).toBe(ORDER.id);
    expect(reader.command(signed(command({ terminal: 'simulated-1' })))?.id).toBe(ORDER.id);
    const damaged = signed(command()).replace(/"signature":"../, '"signature":"AA');
    const refused = [
      ...[signed(command(), other), signed(command({ terminal: 'simulated-2' })), damaged],
      ...[signed({ ...ORDER, kind: 'configuration' }), signed({ ...ORDER, command: { act: 'shell' } }), '{'],
    ];
    expect(refused.map((text) => reader.command(text))).toEqual(refused.map(() => null));
    expect(reader.configuration(signed(command()))).toBe(false);
  });
});

describe('a fleet', () => {
  it(
    'delivers all that it has, each event once, obeys each command, and ends when it is told to',
    async () => {
      const city = new URL(test.city.url);
      const terminals = await registerFleet(test.city, city, 'fleet', 12);
      expect(new Set(terminals.map(({ terminal }) => terminal)).size).toBe(12);
      const stop = new AbortController();
      const startedAt = Date.now();
      const steps = new Map<string, number>();
      const told = (step: OrderStep, order: string): void =>
        void steps.set(`${step} ${order}`, (steps.get(`${step} ${order}`) ?? 0) + 1);
      const shared = { city, terminals, told, stop: stop.signal };
      // Two hours away: 20 steps of visits and two heartbeats, in two batches.
      const fleet = startFleet({ ...shared, backlog: 120, comeWithinSeconds: 0 });
      const until = (is: (count: FleetCount) => boolean) => vi.waitUntil(() => is(fleet.count()), STARTING_MS);
      await until(({ taken, listening }) => taken >= 12 * 22 && listening === 12);
      const { id } = await test.city.orders.send({
        ...{ audience: { all: true }, command: { act: 'identify' }, validSeconds: 60, by: 'it' },
      });
      await until(({ taken, waiting }) => taken >= 12 * 24 && waiting === 0);
      stop.abort();
      await fleet.ended;
      const { came, answers, refused } = fleet.count();
      expect([came, refused, [...answers.keys()].sort()]).toEqual([12, 0, [200, 202]]);
      expect(Object.fromEntries(steps)).toEqual({ [`accepted ${id}`]: 12, [`stored ${id}`]: 12 });
      const stored = await test.city.events.list({ limit: 10_000 });
      for (const { terminal } of terminals) {
        const own = stored.filter(({ event }) => event.source === `/terminals/${terminal}`);
        const sequences = own.map(({ event }) => event.sequence);
        expect(sequences.slice(0, 24)).toEqual(Array.from({ length: 24 }, (_, index) => (sequences[0] ?? 0) + index));
        expect(sequences[0]).toBeGreaterThan(startedAt);
        const results = own.flatMap(({ event }) => (event.type === 'stadtfenster.order.result' ? [event.data] : []));
        expect(results).toEqual(['accepted', 'done'].map((state) => ({ order: id, act: 'identify', state })));
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
