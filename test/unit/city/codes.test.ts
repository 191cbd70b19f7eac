import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { countAttempts, forgetAttempts } from '../../../city/codes/attempts.ts';
import { adminOf } from '../../../city/admin/admin.ts';
import { createHelpCalls } from '../../../city/help/help-calls.ts';
import { createCodeCheck } from '../../../city/codes/code-check.ts';
import { CITY_PATHS, cityErrorSchema, roomListSchema } from '../../../contract/city-api.ts';
import { codeSymbolsOf, withCheckSymbol } from '../../../contract/code-symbols.ts';
import { joinAnswerSchema } from '../../../contract/join.ts';
import { enterMeeting } from '../../../demo/bbb/participant.ts';
import { seatTerminals } from '../../seat-terminals.ts';
import {
  type Answer,
  contentIn,
  SEED,
  START,
  openTestStore,
  startTestCity,
  STARTING_MS,
  type TestCity,
} from './city-for-test.ts';
import { hashes } from './quick-hash.ts';

vi.mock('node:crypto', async (importOriginal) =>
  (await import('./quick-hash.ts')).withQuickHash(await importOriginal<typeof import('node:crypto')>()),
);

const PERSON = { name: 'Zoë', part: 'speak', locale: 'de', termsVersion: '1' };
/** As a code is, and in no store. */
const NO_CODE = withCheckSymbol('012345678');

let dir: string;
let test: TestCity;
let attendee: string;
let moderator: string;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'city-codes-'));
  test = await startTestCity(dir);
  attendee = await test.city.createAccessCode('vorstand', 'attendee');
  moderator = await test.city.createAccessCode('vorstand', 'moderator');
}, STARTING_MS);
beforeEach(() => {
  // Beyond the time for which wrong attempts are remembered.
  test.clock.now += 10 * 60_000;
});
afterAll(async () => {
  await test.close();
  await rm(dir, { recursive: true, force: true });
});

const check = (code: string, room: string | null = 'vorstand', token = test.token) =>
  test.post(CITY_PATHS.code, { code, room }, { token });

const joinWith = (code: string | undefined, room = 'vorstand') =>
  test.post(CITY_PATHS.join(room), { ...PERSON, ...(code === undefined ? {} : { code }) });

const refusalOf = ({ status, json }: Answer) => [status, cityErrorSchema.parse(json).error.code];

const roleIn = ({ json }: Answer) => new URL(joinAnswerSchema.parse(json).joinUrl).searchParams.get('role');

describe('a code', () => {
  it('opens its room, alone or with the room, in any way it is written', async () => {
    for (const [code, role] of [
      [attendee, 'attendee'],
      [moderator.toLowerCase().replaceAll('-', ' \u2013 '), 'moderator'],
    ] as const) {
      for (const room of ['vorstand', null]) {
        const { status, json } = await check(code, room);
        expect(status).toBe(200);
        expect(json).toMatchObject({ role, room: { id: 'vorstand', kind: 'closed', title: { de: 'Vorstand' } } });
      }
    }
  });

  it('is asked for at the door of a closed room', async () => {
    expect(refusalOf(await joinWith(undefined))).toEqual([403, 'code-needed']);
    expect(roleIn(await joinWith(attendee))).toBe('VIEWER');
  });

  it('makes a moderator, in an open room too, and nobody else becomes one', async () => {
    expect(roleIn(await joinWith(moderator))).toBe('MODERATOR');
    const ofOpenRoom = await test.city.createAccessCode('energie-umwelt', 'moderator');
    expect(roleIn(await joinWith(ofOpenRoom, 'energie-umwelt'))).toBe('MODERATOR');
    expect(roleIn(await joinWith(undefined, 'energie-umwelt'))).toBe('VIEWER');
  });

  it('replaces the earlier one of its room and role, and only that', async () => {
    const first = await test.city.createAccessCode('energie-umwelt', 'moderator');
    const second = await test.city.createAccessCode('energie-umwelt', 'moderator');
    expect(refusalOf(await check(first, null))).toEqual([403, 'code-wrong']);
    expect((await check(second, null)).status).toBe(200);
    expect((await check(attendee)).status).toBe(200);
  });

  it.each([
    ['unknown', 'attendee'],
    ['buergerhaushalt', 'moderator'],
    ['no slug', 'moderator'],
    ['energie-umwelt', 'attendee'],
  ] as const)('is not made for %s as %s', async (room, role) => {
    await expect(test.city.createAccessCode(room, role)).rejects.toThrow(/^(There is no open|This room is open)/);
  });

  it('is in no file of the store, in no log, and its salt leaves the city with no answer', async () => {
    await joinWith(attendee);
    await check(NO_CODE);
    const secrets = [attendee, moderator, NO_CODE].flatMap((code) => [code, codeSymbolsOf(code)]);
    const names = await readdir(dir, { recursive: true });
    for (const name of names) {
      const path = join(dir, name);
      if (!(await stat(path)).isFile()) continue;
      const content = await readFile(path);
      for (const secret of secrets) expect(content.includes(secret), name).toBe(false);
    }
    for (const secret of secrets) expect(JSON.stringify(test.log)).not.toContain(secret);
    expect(JSON.stringify(contentIn((await test.get(CITY_PATHS.configuration)).json))).not.toMatch(/salt/i);
  });
});

describe('whatever is wrong with a code', () => {
  const WRONGS = [
    ['no code at all', () => check(NO_CODE)],
    ['no code of any room', () => check(NO_CODE, null)],
    ['a code of another room', () => check(attendee, 'energie-umwelt')],
    ['a right code and no such room', () => check(attendee, 'unknown')],
    ['a wrong code and no such room', () => check(NO_CODE, 'unknown')],
    ['a room without codes', () => check(NO_CODE, 'klein')],
    ['a portal', () => check(NO_CODE, 'buergerhaushalt')],
    ['a join with no code', () => joinWith(NO_CODE)],
    ['a join of another room', () => joinWith(attendee, 'klein')],
    ['a join of no room', () => joinWith(attendee, 'unknown')],
  ] as const;

  it('is answered alike', async () => {
    const bodies = new Set<string>();
    for (const [, ask] of WRONGS) {
      const answer = await ask();
      expect(refusalOf(answer)).toEqual([403, 'code-wrong']);
      bodies.add(JSON.stringify(answer.json));
    }
    expect(bodies.size).toBe(1);
  });

  it(
    'costs the same work: as many questions to the store and one slow hash',
    async () => {
      const store = await openTestStore();
      const now = () => START;
      const admin = adminOf(store, now, createHelpCalls(store.db, now));
      await admin.importSeed(SEED);
      await seatTerminals(store.db, ['bib-1'], START);
      const code = codeSymbolsOf(await admin.createAccessCode({ room: 'vorstand', role: 'attendee' }));
      const short = { room: 'vorstand', role: 'moderator', validSeconds: 60 } as const;
      const ended = codeSymbolsOf(
        await adminOf(store, () => START - 60_000, createHelpCalls(store.db, now)).createAccessCode(short),
      );
      let questions = 0;
      const counted = new Proxy(store.db, {
        get: (target, key, receiver) => {
          if (key === 'select') questions += 1;
          const value: unknown = Reflect.get(target, key, receiver);
          return value;
        },
      });
      const { check: checkCounted } = createCodeCheck(counted, () => START);
      const costs: number[] = [];
      for (const [tried, room] of [
        [code, 'vorstand'],
        [code, 'klein'],
        [code, 'unknown'],
        [ended, 'vorstand'],
        [ended, null],
        [NO_CODE, 'vorstand'],
        [NO_CODE, 'unknown'],
        [NO_CODE, null],
      ] as const) {
        questions = 0;
        hashes.slow = 0;
        await checkCounted({ code: tried, room, terminal: 'bib-1' }).catch(() => undefined);
        costs.push(questions);
        expect(hashes.slow).toBe(1);
      }
      expect(new Set(costs)).toEqual(new Set([4]));
      await store.close();
    },
    STARTING_MS,
  );
});

describe('many wrong codes', () => {
  it(
    'make a terminal wait, at most 3 s, even for a right one; another terminal does not',
    async () => {
      const other = await test.enrol('bib-3');
      for (let attempt = 0; attempt < 20; attempt += 1)
        expect(refusalOf(await check(NO_CODE, null))).toEqual([403, 'code-wrong']);
      const refused = await check(attendee, null);
      expect(refusalOf(refused)).toEqual([429, 'code-wait']);
      const wait = Number(refused.headers.get('retry-after'));
      expect(wait).toBeGreaterThan(0);
      expect(wait).toBeLessThanOrEqual(3);
      expect(refusalOf(await joinWith(attendee))).toEqual([429, 'code-wait']);
      expect((await check(attendee, null, other)).status).toBe(200);
      test.clock.now += wait * 1000;
      expect((await check(attendee, null)).status).toBe(200);
    },
    STARTING_MS,
  );

  it(
    'are not counted when they are right',
    async () => {
      for (let attempt = 0; attempt < 25; attempt += 1) expect((await check(attendee)).status).toBe(200);
    },
    STARTING_MS,
  );
});

describe('attempts', () => {
  it(
    'come back one by one, are given back, are counted apart, by all processes together, and are forgotten',
    async () => {
      let now = 0;
      const { db, close } = await openTestStore();
      const limit = { free: 2, everySeconds: 3 };
      const [attempts, inOtherProcess] = [1, 2].map(() => countAttempts(db, 'code', limit, () => now));
      const take = (name: string) => attempts?.take(name);
      expect([await take('a'), await inOtherProcess?.take('a'), await take('a')]).toEqual([0, 0, 3]);
      expect(await take('b')).toBe(0);
      expect(await countAttempts(db, 'help', limit, () => now).take('a')).toBe(0);
      now = 1_000;
      expect(await take('a')).toBe(2);
      now = 3_000;
      expect([await take('a'), await take('a')]).toEqual([0, 3]);
      await attempts?.giveBack('a');
      expect(await take('a')).toBe(0);
      // Set back by an hour: nobody waits for it.
      now = -3_600_000;
      expect(await take('a')).toBe(3);
      now += 3_000;
      expect(await take('a')).toBe(0);
      expect(await forgetAttempts(db, now)).toBe(0);
      expect(await forgetAttempts(db, now + 25 * 3_600_000)).toBe(3);
      await close();
    },
    STARTING_MS,
  );

  it(
    'made at once are never more than are free',
    async () => {
      const { db, close } = await openTestStore();
      const attempts = countAttempts(db, 'code', { free: 5, everySeconds: 3 }, () => 0);
      const waits = await Promise.all(Array.from({ length: 40 }, () => attempts.take('a')));
      expect(waits.filter((wait) => wait === 0)).toHaveLength(5);
      await close();
    },
    STARTING_MS,
  );
});

describe('a room whose meeting the moderator starts', () => {
  it(
    'lets nobody in before, and everybody after; and again nobody once it has ended',
    async () => {
      const room = { id: 'vorstand', kind: 'closed', title: { de: 'Vorstand' }, startedBy: 'moderator' } as const;
      const city = await startTestCity(null, { rooms: [room] });
      const people = await city.city.createAccessCode('vorstand', 'attendee');
      const lead = await city.city.createAccessCode('vorstand', 'moderator');
      const enter = (code: string) => city.post(CITY_PATHS.join('vorstand'), { ...PERSON, code });
      expect(refusalOf(await enter(people))).toEqual([409, 'meeting-not-started']);
      expect(city.bbb.meetings).toEqual([]);
      const leader = await enterMeeting(joinAnswerSchema.parse((await enter(lead)).json).joinUrl);
      expect(roleIn(await enter(people))).toBe('VIEWER');
      leader.send({ type: 'end-meeting' });
      await expect.poll(() => city.bbb.meetings.some(({ running }) => running)).toBe(false);
      expect((await enter(people)).status).toBe(409);
      city.bbb.behave({ server: 'unavailable' });
      expect(refusalOf(await enter(people))).toEqual([503, 'meeting-server-unreachable']);
      await city.close();
    },
    STARTING_MS,
  );
});

describe('an import', () => {
  it(
    'keeps the codes of rooms that stay and deletes those of rooms that go',
    async () => {
      const store = await openTestStore();
      const now = () => START;
      const admin = adminOf(store, now, createHelpCalls(store.db, now));
      await admin.importSeed(SEED);
      await seatTerminals(store.db, ['bib-1'], START);
      const code = codeSymbolsOf(await admin.createAccessCode({ room: 'vorstand', role: 'attendee' }));
      const { check: checkCode } = createCodeCheck(store.db, () => START);
      const ask = () => checkCode({ code, room: null, terminal: 'bib-1' });
      await admin.importSeed(SEED);
      await expect(ask()).resolves.toMatchObject({ room: { id: 'vorstand' } });
      await admin.importSeed({ rooms: [] });
      await expect(ask()).rejects.toMatchObject({ code: 'code-wrong' });
      // The same id, but a room of somebody else.
      await admin.importSeed(SEED);
      await expect(ask()).rejects.toMatchObject({ code: 'code-wrong' });
      await store.close();
    },
    STARTING_MS,
  );
});

describe('the rooms that a terminal is told', () => {
  it('are the closed ones too, not the portals', async () => {
    const { rooms } = roomListSchema.parse((await test.get(CITY_PATHS.rooms)).json);
    expect(rooms.map(({ id, kind }) => `${id} ${kind}`)).toEqual([
      'energie-umwelt open',
      'vorstand closed',
      'klein open',
    ]);
  });
});
