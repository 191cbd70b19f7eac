import { afterAll, beforeAll, expect, it } from 'vitest';
import { CITY_PATHS, cityErrorSchema } from '../../../contract/city-api.ts';
import { withCheckSymbol } from '../../../contract/code-symbols.ts';
import { median } from '../../bench/median.ts';
import { type Answer, STARTING_MS, startTestCity, type TestCity } from './city-for-test.ts';

/** As codes are, and in no store. */
const NO_CODE = withCheckSymbol('012345678');

/** After this time one more attempt is free. */
const ATTEMPT_EVERY_MS = 3_000;

const PERSON = { name: 'Zoë', part: 'listen', locale: 'de', termsVersion: '1' };

let test: TestCity;
let code: string;

beforeAll(async () => {
  test = await startTestCity();
  code = await test.city.createAccessCode('vorstand', 'attendee');
}, STARTING_MS);
afterAll(() => test.close());

const check = (tried: string, room: string | null): Promise<Answer> =>
  test.post(CITY_PATHS.code, { code: tried, room });

const join = (tried: string, room: string): Promise<Answer> =>
  test.post(CITY_PATHS.join(room), { ...PERSON, code: tried });

const WAYS = {
  'a wrong code of a room': () => check(NO_CODE, 'vorstand'),
  'a wrong code of no room': () => check(NO_CODE, 'kein-raum'),
  'a right code and no such room': () => check(code, 'kein-raum'),
  'a right code of another room': () => check(code, 'klein'),
  'a wrong code alone': () => check(NO_CODE, null),
  'a join with a wrong code': () => join(NO_CODE, 'vorstand'),
  'a join of no room': () => join(code, 'kein-raum'),
} as const;
/** The first is not counted; each way is in each place equally often. */
const ROUNDS = 1 + 3 * Object.keys(WAYS).length;
/**
 * Without the slow hash an answer takes a tenth of the time. Less than this is lost in what else the machine does,
 * and on the way through a network.
 */
const DIFFERENCE_MAX = 1.5;

it(
  'the time that a wrong code takes says nothing about what was wrong',
  async () => {
    const times = new Map<string, number[]>(Object.keys(WAYS).map((way) => [way, []]));
    for (let round = 0; round < ROUNDS; round += 1) {
      const ways = Object.entries(WAYS);
      // In turns, and each in every place: what slows the machine down slows all of them down.
      for (const [way, ask] of [...ways.slice(round % ways.length), ...ways.slice(0, round % ways.length)]) {
        test.clock.now += ATTEMPT_EVERY_MS;
        const before = performance.now();
        const answer = await ask();
        if (round > 0) times.get(way)?.push(performance.now() - before);
        expect([answer.status, cityErrorSchema.parse(answer.json).error.code]).toEqual([403, 'code-wrong']);
      }
    }
    const medians = [...times.values()].map(median);
    expect(Math.min(...medians)).toBeGreaterThan(0);
    expect(Math.max(...medians) / Math.min(...medians), JSON.stringify(medians)).toBeLessThan(DIFFERENCE_MAX);
  },
  2 * STARTING_MS,
);
