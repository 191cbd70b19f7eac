import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { CITY_PATHS, cityErrorSchema } from '../../../contract/city-api.ts';
import { withCheckSymbol } from '../../../contract/code-symbols.ts';
import { type Answer, STARTING_MS, startTestCity, type TestCity } from './city-for-test.ts';

// What is counted does not depend on it; code-time.test.ts does.
vi.mock('node:crypto', async (importOriginal) =>
  (await import('./quick-hash.ts')).withQuickHash(await importOriginal<typeof import('node:crypto')>()),
);

/** As codes are, and in no store. */
const NO_CODE = withCheckSymbol('012345678');

/** What the room allows, all terminals together, and what one terminal allows. */
const FREE_PER_ROOM = 60;
const FREE_PER_TERMINAL = 20;
/** As long as nobody has to wait longer for what others did. */
const CEILING_SECONDS = 3;

const PERSON = { name: 'Zoë', part: 'listen', locale: 'de', termsVersion: '1' };

let test: TestCity;
let code: string;
let tokens: readonly string[];

beforeAll(async () => {
  test = await startTestCity();
  code = await test.city.createAccessCode('vorstand', 'attendee');
  tokens = await Promise.all(Array.from({ length: 5 }, (_, number) => test.enrol(`limit-${number}`)));
}, STARTING_MS);
beforeEach(() => {
  // Beyond the time for which wrong attempts are remembered.
  test.clock.now += 10 * 60_000;
});
afterAll(() => test.close());

const check = (tried: string, room: string | null, token?: string): Promise<Answer> =>
  test.post(CITY_PATHS.code, { code: tried, room }, token === undefined ? {} : { token });

const join = (tried: string, room: string, token?: string): Promise<Answer> =>
  test.post(CITY_PATHS.join(room), { ...PERSON, code: tried }, token === undefined ? {} : { token });

const refusalOf = ({ json }: Answer): string => cityErrorSchema.parse(json).error.code;

const waitOf = ({ headers }: Answer): number => Number(headers.get('retry-after'));

/** Wrong codes against a room, spread over terminals of which none reaches its own limit. */
const tryWrong = async (times: number, room: string): Promise<void> => {
  for (let attempt = 0; attempt < times; attempt += 1) {
    const answer = await check(NO_CODE, room, tokens[attempt % tokens.length]);
    expect([attempt, refusalOf(answer)]).toEqual([attempt, 'code-wrong']);
  }
};

describe('wrong codes against one room', () => {
  it(
    'from all terminals together make everybody wait for this room, at most 3 s, and for no other',
    async () => {
      expect(FREE_PER_ROOM / tokens.length).toBeLessThan(FREE_PER_TERMINAL);
      await tryWrong(FREE_PER_ROOM, 'vorstand');
      // A terminal that has tried nothing yet, and has the right code.
      for (const answer of [await check(code, 'vorstand'), await join(code, 'vorstand')]) {
        expect([answer.status, refusalOf(answer)]).toEqual([429, 'code-wait']);
        expect(waitOf(answer)).toBeGreaterThan(0);
        expect(waitOf(answer)).toBeLessThanOrEqual(CEILING_SECONDS);
      }
      expect(refusalOf(await check(NO_CODE, 'klein'))).toBe('code-wrong');
      test.clock.now += CEILING_SECONDS * 1000;
      expect((await check(code, 'vorstand')).status).toBe(200);
    },
    STARTING_MS,
  );

  it(
    'are not added to by right ones, nor by waiting',
    async () => {
      await tryWrong(FREE_PER_ROOM - 1, 'vorstand');
      for (let attempt = 0; attempt < 10; attempt += 1) expect((await check(code, 'vorstand')).status).toBe(200);
      expect(refusalOf(await check(NO_CODE, 'vorstand'))).toBe('code-wrong');
      // Whoever presses on while waiting does not make it longer.
      for (let attempt = 0; attempt < 50; attempt += 1) {
        const answer = await check(NO_CODE, 'vorstand');
        expect(refusalOf(answer)).toBe('code-wait');
        expect(waitOf(answer)).toBeLessThanOrEqual(CEILING_SECONDS);
      }
      test.clock.now += CEILING_SECONDS * 1000;
      expect((await check(code, 'vorstand')).status).toBe(200);
    },
    STARTING_MS,
  );

  it(
    'are counted alike for a room that is none: a limit tells nothing about rooms',
    async () => {
      await tryWrong(FREE_PER_ROOM, 'kein-raum');
      const answer = await check(NO_CODE, 'kein-raum');
      expect([answer.status, refusalOf(answer)]).toEqual([429, 'code-wait']);
    },
    STARTING_MS,
  );
});

describe('wrong codes at one terminal', () => {
  it(
    'are counted over all rooms and without one, and only ever delay',
    async () => {
      const rooms = ['vorstand', 'klein', 'kein-raum', null];
      for (let attempt = 0; attempt < FREE_PER_TERMINAL; attempt += 1)
        expect(refusalOf(await check(NO_CODE, rooms[attempt % rooms.length] ?? null))).toBe('code-wrong');
      for (const room of rooms) {
        const answer = await check(NO_CODE, room);
        expect([answer.status, refusalOf(answer)]).toEqual([429, 'code-wait']);
        expect(waitOf(answer)).toBeLessThanOrEqual(CEILING_SECONDS);
      }
      test.clock.now += CEILING_SECONDS * 1000;
      expect((await check(code, 'vorstand')).status).toBe(200);
    },
    STARTING_MS,
  );
});
