import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CITY_PATHS, cityErrorSchema } from '../../../contract/city-api.ts';
import { withCheckSymbol } from '../../../contract/code-symbols.ts';
import {
  enrolmentAnswerSchema,
  enrolmentProof,
  renewalProof,
  tokenAnswerSchema,
  type EnrolmentAnswer,
  type RenewalRequest,
} from '../../../contract/enrolment.ts';
import { ENROLMENT_CODE, enrolmentCodeSchema } from '../../../contract/enrolment-code.ts';
import { openOrder } from '../../../main/terminal/orders/open-order.ts';
import { CONFIGURATION } from '../../../main/terminal/trusted-configuration.ts';
import { makeKeyPair, signProof, type KeyPair } from '../../../main/terminal/sign-as-terminal.ts';
import { contentIn, STARTING_MS, startTestCity, type Answer, type TestCity } from './city-for-test.ts';

const DAY_MS = 24 * 60 * 60_000;

let test: TestCity;
beforeAll(async () => {
  test = await startTestCity();
}, STARTING_MS);
afterAll(() => test.close());
// What one test has tried is not for the next one: attempts are forgiven with time.
beforeEach(() => {
  test.clock.now += 10 * 60_000;
});

const codeOf = ({ status, json }: Answer): [number, string] => [status, cityErrorSchema.parse(json).error.code];

const ask = (code: string, key: KeyPair, signer = key): Promise<Answer> => {
  const { publicKey } = key;
  const bare = code.replaceAll('-', '');
  const signature = signProof(signer.privateKey, enrolmentProof({ code: bare, publicKey }));
  return test.post(CITY_PATHS.enrolment, { code, publicKey, signature }, { token: null });
};

const newCode = (terminal?: string, validSeconds?: number): Promise<string> =>
  test.city.createEnrolmentCode({
    site: 'bib',
    ...(terminal === undefined ? {} : { terminal }),
    ...(validSeconds === undefined ? {} : { validSeconds }),
  });

interface Machine extends KeyPair {
  readonly terminal: string;
  readonly token: string;
  readonly generation: number;
}

const enrolled = async (terminal?: string): Promise<Machine & EnrolmentAnswer> => {
  const key = makeKeyPair();
  return { ...key, ...enrolmentAnswerSchema.parse((await ask(await newCode(terminal), key)).json) };
};

const nonce = (): string => randomBytes(16).toString('base64url');

const renew = (machine: Machine, change: Partial<RenewalRequest> = {}, signer: KeyPair = machine): Promise<Answer> => {
  const { terminal, generation } = machine;
  const request = { terminal, generation, time: new Date(test.clock.now).toISOString(), nonce: nonce(), ...change };
  const signature = signProof(signer.privateKey, renewalProof(request));
  return test.post(CITY_PATHS.token, { signature, ...request }, { token: null });
};

const after = (machine: Machine, answer: Answer): Machine => ({ ...machine, ...tokenAnswerSchema.parse(answer.json) });
const statusWith = async ({ token }: Pick<Machine, 'token'>): Promise<number> =>
  (await test.get(CITY_PATHS.rooms, token)).status;
const stateOf = async (name: string): Promise<string | undefined> =>
  (await test.city.terminals.list()).find(({ terminal }) => terminal === name)?.state;

describe('POST v1/enrolment', () => {
  it('gives a place: name, a token, the keys of the city and a configuration signed with one of them', async () => {
    const machine = await enrolled('saal-1');
    expect(machine).toMatchObject({ terminal: 'saal-1', generation: 1 });
    expect(await statusWith(machine)).toBe(200);
    const addressee = { terminal: 'saal-1', site: null, ring: null };
    const trusted = { addressee, keys: machine.cityKeys, leastVersion: 0, now: test.clock.now };
    const opened = openOrder(machine.configuration, CONFIGURATION, trusted);
    const place = { site: 'Stadtbibliothek', siteId: 'bib', ring: 'standard' };
    expect(opened).toMatchObject({ ok: true, value: { configuration: place } });
    expect(await stateOf('saal-1')).toBe('enrolled');
  });

  it('names a terminal after its site when the code does not', async () => {
    // `bib-1` is there; a number is not given again.
    expect((await enrolled()).terminal).toBe('bib-2');
    expect((await enrolled('bib-7')).terminal).toBe('bib-7');
    expect((await enrolled()).terminal).toBe('bib-8');
  });

  it('refuses a code that is none, used, or too old, each in its own words', async () => {
    const none = withCheckSymbol('0'.repeat(ENROLMENT_CODE.length - 1));
    expect(codeOf(await ask(none, makeKeyPair()))).toEqual([403, 'enrolment-code-wrong']);
    const code = await newCode();
    await ask(code, makeKeyPair());
    expect(codeOf(await ask(code, makeKeyPair()))).toEqual([403, 'enrolment-code-used']);
    const old = await newCode(undefined, 60);
    test.clock.now += 60_000;
    expect(codeOf(await ask(old, makeKeyPair()))).toEqual([403, 'enrolment-code-expired']);
    const tenDays = await newCode();
    test.clock.now += 10 * DAY_MS - 1;
    expect((await ask(tenDays, makeKeyPair())).status).toBe(200);
  });

  it('answers the same machine again, as its first answer may have been lost; nobody else gets anything by that', async () => {
    const [code, key] = [await newCode('leser-1'), makeKeyPair()];
    const first = enrolmentAnswerSchema.parse((await ask(code, key)).json);
    const second = enrolmentAnswerSchema.parse((await ask(code, key)).json);
    expect(second).toMatchObject({ terminal: 'leser-1', generation: 1 });
    expect([await statusWith(first), await statusWith(second)]).toEqual([401, 200]);
    // The key alone is no proof of having it.
    expect(codeOf(await ask(code, key, makeKeyPair()))).toEqual([400, 'invalid-request']);
    // Whoever has begun to renew has had the answer.
    await renew({ ...key, ...second });
    expect(codeOf(await ask(code, key))).toEqual([403, 'enrolment-code-used']);
  });

  it('gives one place for one code, to whoever of two comes first', async () => {
    const code = await newCode();
    const answers = await Promise.all([ask(code, makeKeyPair()), ask(code, makeKeyPair())]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 403]);
  });

  it('takes the place from the machine that had the name before', async () => {
    const old = await enrolled('tresen-1');
    const next = await enrolled('tresen-1');
    expect([await statusWith(old), await statusWith(next)]).toEqual([401, 200]);
    expect(codeOf(await renew(old))).toEqual([403, 'terminal-refused']);
    expect((await renew(next)).status).toBe(200);
  });

  it.each([
    ['a key that is no point of the curve', { publicKey: '_'.repeat(43) }],
    ['a signature that is none', { signature: 'A'.repeat(86) }],
    ['a code whose check character does not fit', { code: '7K4M2PX9RTA0' }],
    ['a field of its own', { terminal: 'bib-1' }],
  ])('refuses %s', async (_what, change) => {
    const key = makeKeyPair();
    const code = enrolmentCodeSchema.parse(await newCode());
    const { publicKey } = key;
    const signature = signProof(key.privateKey, enrolmentProof({ code, publicKey }));
    const answer = await test.post(CITY_PATHS.enrolment, { code, publicKey, signature, ...change }, { token: null });
    expect(codeOf(answer)).toEqual([400, 'invalid-request']);
  });

  it('slows down whoever tries many, and says how long to wait; a right one costs nothing', async () => {
    const tried = withCheckSymbol('1'.repeat(ENROLMENT_CODE.length - 1));
    let answer = await ask(tried, makeKeyPair());
    for (let count = 1; count < 20; count += 1) answer = await ask(tried, makeKeyPair());
    expect(codeOf(answer)).toEqual([403, 'enrolment-code-wrong']);
    const tooMany = await ask(await newCode(), makeKeyPair());
    expect(codeOf(tooMany)).toEqual([429, 'code-wait']);
    test.clock.now += Number(tooMany.headers.get('retry-after')) * 1000;
    expect((await ask(await newCode(), makeKeyPair())).status).toBe(200);
  }, 30_000);

  it('makes no code for a site that is none', async () => {
    await expect(test.city.createEnrolmentCode({ site: 'rathaus' })).rejects.toThrow('There is no site rathaus;');
  });
});

describe('POST v1/token', () => {
  it('gives the next token; the one before goes on for what is under way, all earlier ones do not', async () => {
    const first = await enrolled();
    const second = after(first, await renew(first));
    expect(second.generation).toBe(2);
    expect([await statusWith(first), await statusWith(second)]).toEqual([200, 200]);
    const third = after(second, await renew(second));
    // That it was good is remembered for a moment.
    test.clock.now += 10_000;
    expect([await statusWith(first), await statusWith(second), await statusWith(third)]).toEqual([401, 200, 200]);
  });

  it('gives tokens that end', async () => {
    const machine = await enrolled();
    test.clock.now += machine.lifeSeconds * 1000 - 1;
    expect(await statusWith(machine)).toBe(200);
    test.clock.now += 1;
    expect(await statusWith(machine)).toBe(401);
    // The terminal of the other tests has had its time, too.
    expect((await renew(machine)).status).toBe(200);
  });

  it('answers a repeated request whose answer was lost: that is no clone', async () => {
    const machine = await enrolled();
    const same = { nonce: nonce() };
    const lost = after(machine, await renew(machine, same));
    const repeated = after(machine, await renew(machine, same));
    expect(repeated.generation).toBe(lost.generation);
    expect(await statusWith(repeated)).toBe(200);
    expect((await renew(repeated)).status).toBe(200);
    expect(await stateOf(machine.terminal)).toBe('enrolled');
  });

  it('notices two machines from one disk, whichever comes second, and refuses both until one is enrolled again', async () => {
    const machine = await enrolled('doppelt-1');
    const one = after(machine, await renew(machine));
    expect(codeOf(await renew(machine))).toEqual([403, 'terminal-cloned']);
    expect(await stateOf('doppelt-1')).toBe('cloned');
    expect(await statusWith(one)).toBe(401);
    expect(codeOf(await renew(one))).toEqual([403, 'terminal-cloned']);
    const mended = await enrolled('doppelt-1');
    expect(await stateOf('doppelt-1')).toBe('enrolled');
    expect(await statusWith(mended)).toBe(200);
    expect(codeOf(await renew(one))).toEqual([403, 'terminal-refused']);
  });

  it('notices them a renewal later when the disk was copied between a request and its answer', async () => {
    const machine = await enrolled();
    const same = { nonce: nonce() };
    const one = after(machine, await renew(machine, same));
    const other = after(machine, await renew(machine, same));
    expect((await renew(one)).status).toBe(200);
    expect(codeOf(await renew(other))).toEqual([403, 'terminal-cloned']);
  });

  it('goes on with a terminal whose city has come back from an older backup', async () => {
    const machine = await enrolled();
    expect(after(machine, await renew(machine, { generation: 30 })).generation).toBe(31);
  });

  it('refuses alike a terminal that is none, one that was revoked, and a key that is not its own', async () => {
    const machine = await enrolled();
    expect(codeOf(await renew(machine, {}, makeKeyPair()))).toEqual([403, 'terminal-refused']);
    expect(codeOf(await renew(machine, { terminal: 'niemand-1' }))).toEqual([403, 'terminal-refused']);
    await test.city.terminals.revoke(machine.terminal);
    expect(await statusWith(machine)).toBe(401);
    expect(codeOf(await renew(machine))).toEqual([403, 'terminal-refused']);
    expect(await stateOf(machine.terminal)).toBe('revoked');
    await expect(test.city.terminals.revoke('niemand-1')).rejects.toThrow('There is no terminal niemand-1;');
  });

  it('refuses a request of another time, which then is no sign of a clone', async () => {
    const machine = await enrolled();
    const old = { time: new Date(test.clock.now - 6 * 60_000).toISOString() };
    expect(codeOf(await renew(machine, old))).toEqual([409, 'clock-differs']);
    const next = after(machine, await renew(machine));
    expect(codeOf(await renew(machine, old))).toEqual([409, 'clock-differs']);
    expect((await renew(next)).status).toBe(200);
  });

  it.each([
    ['a generation that is none', { generation: 0 }],
    ['a generation that no column takes', { generation: 9e12 }],
    ['the last generation of all', { generation: 2 ** 31 - 1 }],
    ['a time that is none', { time: 'now' }],
    ['a nonce that is none', { nonce: 'x' }],
  ])('does not understand %s', async (_what, change) => {
    expect(codeOf(await renew(await enrolled(), change))).toEqual([400, 'invalid-request']);
  });
});

describe('a terminal that is moved', () => {
  it('keeps its name and token, and hears of its new site or ring with its configuration', async () => {
    const machine = await enrolled('wandert-1');
    const before = contentIn((await test.get(CITY_PATHS.configuration, machine.token)).json).version;
    await test.city.terminals.move({ terminal: 'wandert-1', site: 'pavillon' });
    const { version, configuration } = contentIn((await test.get(CITY_PATHS.configuration, machine.token)).json);
    expect(version).toBeGreaterThan(before);
    expect(configuration).toMatchObject({ site: 'Klima-Pavillon', siteId: 'pavillon', ring: 'standard' });
    await test.city.terminals.move({ terminal: 'wandert-1', ring: 'frueh' });
    expect(contentIn((await test.get(CITY_PATHS.configuration, machine.token)).json).configuration).toMatchObject({
      siteId: 'pavillon',
      ring: 'frueh',
    });
    await expect(test.city.terminals.move({ terminal: 'wandert-1' })).rejects.toThrow('Name the new site or');
    await expect(test.city.terminals.move({ terminal: 'wandert-1', ring: 'Früh!' })).rejects.toThrow(
      'Sites and rings are named',
    );
    await expect(test.city.terminals.move({ terminal: 'wandert-1', site: 'rathaus' })).rejects.toThrow(
      'There is no site rathaus;',
    );
    await expect(test.city.terminals.move({ terminal: 'niemand-1', site: 'bib' })).rejects.toThrow(
      'There is no terminal niemand-1;',
    );
  });
});
