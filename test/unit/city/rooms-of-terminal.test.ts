import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readConfiguration } from '../../../city/fleet/terminal-configuration.ts';
import { citySeedSchema, type CitySeedInput } from '../../../city/seed/city-seed.ts';
import { importSeed } from '../../../city/seed/import-seed.ts';
import { CITY_PATHS, cityErrorSchema, roomListSchema } from '../../../contract/city-api.ts';
import type { JoinRequest } from '../../../contract/join.ts';
import { seatTerminals } from '../../seat-terminals.ts';
import {
  type Answer,
  contentIn,
  openTestStore,
  SEED,
  START,
  startTestCity,
  STARTING_MS,
  type TestCity,
} from './city-for-test.ts';

const TEXTS = { version: '1', welcome: { de: 'Willkommen!' } };
const OWN_TEXTS = { version: '2', help: { de: 'An der Theke.' } };

/** Terminals of which each shows other rooms than the city has. */
const WITH_TERMINALS: CitySeedInput = {
  ...SEED,
  hosts: ['127.0.0.1', '*.stadt.example'],
  texts: TEXTS,
  terminals: [
    { id: 'one', rooms: ['klein', 'gibt-es-nicht', 'energie-umwelt'], texts: OWN_TEXTS },
    { id: 'codes', rooms: [], roomsByCode: 'all', devices: { audio: 'headset', screen: 27 } },
    { id: 'plain' },
  ],
};

const PERSON: JoinRequest = { name: 'Zoë', part: 'listen', locale: 'de', termsVersion: '1' };

let test: TestCity;
let tokens: Readonly<Record<'one' | 'codes' | 'plain', string>>;
let code: string;

beforeAll(async () => {
  test = await startTestCity(null, WITH_TERMINALS);
  tokens = { one: await test.enrol('one'), codes: await test.enrol('codes'), plain: await test.enrol('plain') };
  code = await test.city.createAccessCode('vorstand', 'moderator');
}, STARTING_MS);
beforeEach(() => void (test.clock.now += 60_000));
afterAll(() => test.close());

const codeOf = ({ json }: Answer): string => cityErrorSchema.parse(json).error.code;
const roomsAt = async (terminal: keyof typeof tokens): Promise<readonly string[]> =>
  roomListSchema.parse((await test.get(CITY_PATHS.rooms, tokens[terminal])).json).rooms.map(({ id }) => id);
const join = (terminal: keyof typeof tokens, room: string, person: object = PERSON): Promise<Answer> =>
  test.post(CITY_PATHS.join(room), person, { token: tokens[terminal] });
const check = (terminal: keyof typeof tokens, room: string | null = null): Promise<Answer> =>
  test.post(CITY_PATHS.code, { code, room }, { token: tokens[terminal] });
const configurationOf = async (terminal: keyof typeof tokens) =>
  contentIn((await test.get(CITY_PATHS.configuration, tokens[terminal])).json).configuration;

describe('the rooms of a terminal', () => {
  it('are all of the city where nothing else was said', async () => {
    expect(await roomsAt('plain')).toEqual(['energie-umwelt', 'vorstand', 'klein']);
  });

  it('are those that it shows, in its order, without one that there is not', async () => {
    expect(await roomsAt('one')).toEqual(['klein', 'energie-umwelt']);
    expect(await roomsAt('codes')).toEqual([]);
  });

  it('can be joined; another one is refused like one that there is not', async () => {
    expect((await join('one', 'energie-umwelt')).status).toBe(200);
    const [hidden, none] = [await join('codes', 'energie-umwelt'), await join('codes', 'gibt-es-nicht')];
    expect([hidden.status, hidden.json]).toEqual([none.status, none.json]);
    expect(codeOf(hidden)).toBe('not-found');
  });

  it('are no secret that a code tells: elsewhere the right one is as wrong as all others', async () => {
    const [right, wrong] = [
      await check('one'),
      await test.post(CITY_PATHS.code, { code: '012345678K', room: null }, { token: tokens.one }),
    ];
    expect([right.status, right.json]).toEqual([wrong.status, wrong.json]);
    expect(codeOf(right)).toBe('code-wrong');
    expect(codeOf(await check('one', 'vorstand'))).toBe('code-wrong');
    expect(codeOf(await join('one', 'vorstand', { ...PERSON, code }))).toBe('code-wrong');
  });

  it('are opened by their code where the city has all of them opened', async () => {
    expect((await check('codes')).json).toMatchObject({ room: { id: 'vorstand' }, role: 'moderator' });
    expect((await join('codes', 'vorstand', { ...PERSON, code })).status).toBe(200);
    expect((await check('plain')).status).toBe(200);
  });
});

describe('what a terminal has of its own', () => {
  it('is in its configuration, and the rest is the city’s', async () => {
    expect(await configurationOf('one')).toMatchObject({
      rooms: ['klein', 'gibt-es-nicht', 'energie-umwelt'],
      roomsByCode: 'shown',
      devices: {},
      texts: OWN_TEXTS,
      hosts: ['127.0.0.1', '*.stadt.example'],
    });
    expect(await configurationOf('codes')).toMatchObject({
      rooms: [],
      roomsByCode: 'all',
      devices: { audio: 'headset', screen: 27 },
      texts: TEXTS,
    });
    expect(await configurationOf('plain')).toMatchObject({
      rooms: null,
      roomsByCode: 'shown',
      devices: {},
      texts: TEXTS,
    });
  });

  it(
    'stays with an import that does not speak of it, and goes with one that says so',
    async () => {
      const store = await openTestStore();
      await seatTerminals(store.db, ['one'], START);
      const take = async (one: object) => {
        const terminals = [{ id: 'one', ...one }];
        await importSeed(store.db, citySeedSchema.parse({ ...WITH_TERMINALS, terminals }), START);
        return readConfiguration(store.db, 'one');
      };
      const own = { rooms: ['klein'], texts: OWN_TEXTS, devices: { volume: 30 } };
      expect(await take(own)).toMatchObject(own);
      expect(await take({})).toMatchObject(own);
      expect(await take({ rooms: null, texts: null, devices: null })).toMatchObject({
        rooms: null,
        texts: TEXTS,
        devices: {},
      });
      await store.close();
    },
    STARTING_MS,
  );
});
