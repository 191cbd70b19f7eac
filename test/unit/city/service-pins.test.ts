import { argon2Verify } from 'hash-wasm';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pin } from '../../../city/commands/pin.ts';
import { CITY_PATHS } from '../../../contract/city-api.ts';
import { openOrder } from '../../../main/terminal/orders/open-order.ts';
import { readPayload } from '../../../main/terminal/signed-payload.ts';
import { signedEnvelopeSchema } from '../../../contract/signed.ts';
import { contentIn, START, startTestCity, STARTING_MS, type TestCity } from './city-for-test.ts';

let dir: string;
let test: TestCity;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'city-pins-'));
  test = await startTestCity(dir);
}, STARTING_MS);
afterAll(async () => {
  await test.close();
  await rm(dir, { recursive: true, force: true });
});

const run = async (args: readonly string[], typed = ''): Promise<string[]> => {
  const printed: string[] = [];
  await pin.run([...args, '--data', dir], {
    env: {},
    print: (text) => printed.push(text),
    firstLine: () => Promise.resolve(typed),
    stop: new AbortController().signal,
  });
  return printed;
};

const told = async () => contentIn((await test.get(CITY_PATHS.configuration)).json);

describe('the PIN of the service menu', () => {
  it('is nobody’s at first', async () => {
    expect((await told()).configuration.servicePins).toEqual([]);
  });

  it('is made at random and printed once, or taken from standard input; the terminals get its hash', async () => {
    const [random = '', ...more] = await run(['--role', 'operator']);
    expect(random).toMatch(/^\d{8}$/);
    expect(more).toEqual([]);
    expect(await run(['--role', 'librarian', '--stdin'], '481516')).toEqual([]);
    const { servicePins } = (await told()).configuration;
    const hashOf = (role: string): string => servicePins.find((one) => one.role === role)?.hash ?? '';
    expect(await argon2Verify({ password: random, hash: hashOf('operator') })).toBe(true);
    expect(await argon2Verify({ password: '481516', hash: hashOf('librarian') })).toBe(true);
    // A new one replaces the old one.
    const [next = ''] = await run(['--role', 'operator']);
    const pins = (await told()).configuration.servicePins;
    expect(pins).toHaveLength(2);
    expect(pins.some(({ hash }) => hash === hashOf('operator'))).toBe(false);
    expect(JSON.stringify([await told(), test.log])).not.toMatch(new RegExp(`${random}|${next}|481516`));
  });

  it.each([
    [['--role', 'operator', '--stdin'], '12345', /6 to 12 digits/],
    [['--role', 'operator', '--stdin'], '1234567890123', /6 to 12 digits/],
    [['--role', 'operator', '--stdin'], '48 15 16', /6 to 12 digits/],
    [['--role', 'operator', '--stdin'], '', /6 to 12 digits/],
    [['--role', 'operator', '--stdin'], '777777', /try first/],
    [['--role', 'operator', '--stdin'], '123456', /try first/],
    [['--role', 'operator', '--stdin'], '987654', /try first/],
    [['--role', 'mayor'], '', /--role operator or --role librarian/],
    [[], '', /--role/],
  ])('is refused with a sentence: %j %s', async (args, typed, sentence) => {
    await expect(run(args, typed)).rejects.toThrow(sentence);
  });
});

describe('what a city tells its terminals', () => {
  const envelope = async (token?: string) =>
    signedEnvelopeSchema.parse((await test.get(CITY_PATHS.configuration, token)).json);

  it('is signed with its one key, for the terminal that asks, and the same until it changes', async () => {
    const mine = await envelope();
    expect(await envelope()).toEqual(mine);
    const trusted = {
      addressee: { terminal: 'bib-1', site: null, ring: null },
      keys: [mine.key],
      leastVersion: 0,
      now: test.clock.now,
    };
    expect(openOrder(mine, { read: readPayload, maxBytes: 1024 * 1024 }, trusted).ok).toBe(true);
    const other = await envelope(await test.enrol('pavillon-1'));
    expect(other.key).toBe(mine.key);
    expect(contentIn(other).audience).toEqual({ terminal: 'pavillon-1' });
  });

  it('has a version that grows with each change, also when the clock was set back', async () => {
    const { version } = await told();
    test.clock.now = START - 1_000_000;
    await run(['--role', 'operator']);
    expect((await told()).version).toBe(version + 1);
    test.clock.now = START + 5_000_000;
    await test.city.addSite({ name: 'Rathaus' });
    expect((await told()).version).toBe(START + 5_000_000);
    await test.city.createEnrolmentCode({ site: 'rathaus' });
    expect((await told()).version).toBe(START + 5_000_000);
  });
});
