import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CITY_PATHS, cityErrorSchema } from '../../../contract/city-api.ts';
import { helpCallSchema, type HelpCall } from '../../../contract/help.ts';
import { type Answer, startTestCity, STARTING_MS, type TestCity } from './city-for-test.ts';

const MINUTE_MS = 60_000;

let test: TestCity;
let token: string;
let terminals = 0;

beforeAll(async () => {
  test = await startTestCity();
}, STARTING_MS);
beforeEach(async () => {
  terminals += 1;
  token = await test.enrol(`helped-${terminals}`);
  // Whoever waited in the test before is forgotten.
  test.clock.now += 10 * MINUTE_MS;
});
afterAll(() => test.close());

const call = (body: unknown = { step: 'name', locale: 'en' }, used = token) =>
  test.post(CITY_PATHS.helpCalls, body, { token: used });
const callOf = ({ json }: Answer): HelpCall => helpCallSchema.parse(json);
const codeOf = ({ status, json }: Answer) => [status, cityErrorSchema.parse(json).error.code];
const close = (id: string, used = token) =>
  fetch(new URL(CITY_PATHS.helpCall(id), test.city.url), {
    method: 'DELETE',
    headers: { authorization: `Bearer ${used}` },
  });

describe('a call for the staff', () => {
  it('is open until somebody answers', async () => {
    const { id, state } = callOf(await call());
    expect(state).toBe('open');
    expect(await test.city.help.list()).toEqual([
      { id, terminal: `helped-${terminals}`, step: 'name', locale: 'en', answered: false, since: test.clock.now },
    ]);
    expect(callOf(await test.get(CITY_PATHS.helpCall(id), token))).toEqual({ id, state: 'open' });
    await test.city.help.answer(id);
    expect(callOf(await test.get(CITY_PATHS.helpCall(id), token))).toEqual({ id, state: 'answered' });
    expect(await test.city.help.list()).toMatchObject([{ id, answered: true }]);
  });

  it('is called off, and then there is nothing to answer', async () => {
    const { id } = callOf(await call());
    const answer = await close(id);
    expect([answer.status, await answer.json()]).toEqual([200, { id, state: 'closed' }]);
    expect(await test.city.help.list()).toEqual([]);
    expect((await close(id)).status).toBe(404);
    await expect(test.city.help.answer(id)).rejects.toThrow(`Nobody waits for help under ${id}.`);
  });

  it("is nobody else's business: another terminal neither reads nor closes it", async () => {
    const { id } = callOf(await call());
    const other = await test.enrol('curious-1');
    const answer = await test.get(CITY_PATHS.helpCall(id), other);
    expect(codeOf(answer)).toEqual([404, 'not-found']);
    // Just as for an id that never was.
    expect(answer.json).toEqual((await test.get(CITY_PATHS.helpCall('00000000'), other)).json);
    expect((await close(id, other)).status).toBe(404);
    expect(callOf(await test.get(CITY_PATHS.helpCall(id), token)).state).toBe('open');
  });

  it.each([
    ['without a token', CITY_PATHS.helpCall('00000000'), null, [401, 'unauthorized']],
    ['under an unknown id', CITY_PATHS.helpCall('00000000'), undefined, [404, 'not-found']],
    ['under an id that is none', CITY_PATHS.helpCall('..%2Fevents'), undefined, [400, 'invalid-request']],
  ] as const)('is not there %s', async (_what, path, used, code) => {
    expect(codeOf(await test.get(path, used === undefined ? token : used))).toEqual(code);
  });

  it.each([
    ['a name', { step: 'name', locale: 'de', name: 'Ada' }],
    ['a reason', { step: 'name', locale: 'de', reason: 'Ada hat mich beleidigt' }],
    ['an unknown step', { step: 'Ada', locale: 'de' }],
    ['nothing', {}],
  ])('has no room for %s', async (_what, body) => {
    expect(codeOf(await call(body))).toEqual([400, 'invalid-request']);
    expect(await test.city.help.list()).toEqual([]);
  });

  it('takes the place of an earlier one of the same terminal', async () => {
    const first = callOf(await call());
    const second = callOf(await call());
    expect((await test.city.help.list()).map(({ id }) => id)).toEqual([second.id]);
    expect(codeOf(await test.get(CITY_PATHS.helpCall(first.id), token))).toEqual([404, 'not-found']);
  });

  it('is made at most ten times in ten minutes, by each terminal', async () => {
    for (let count = 0; count < 10; count += 1) expect((await call()).status).toBe(200);
    expect(codeOf(await call())).toEqual([429, 'rate-limited']);
    expect((await call(undefined, test.token)).status).toBe(200);
    test.clock.now += 10 * MINUTE_MS;
    expect((await call()).status).toBe(200);
  });

  it('is forgotten when its terminal has fallen silent', async () => {
    const { id } = callOf(await call());
    test.clock.now += MINUTE_MS;
    expect(await test.city.help.list()).toHaveLength(1);
    await test.get(CITY_PATHS.helpCall(id), token);
    test.clock.now += MINUTE_MS;
    expect(await test.city.help.list()).toHaveLength(1);
    test.clock.now += 1;
    expect(await test.city.help.list()).toEqual([]);
  });

  it('comes in order: the longest wait first', async () => {
    const first = callOf(await call());
    test.clock.now += 1000;
    const second = callOf(await call(undefined, test.token));
    expect((await test.city.help.list()).map(({ id }) => id)).toEqual([first.id, second.id]);
  });
});
