import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApi } from '../../../city/api/app.ts';
import type { LogEntry } from '../../../city/api/request-log.ts';
import { revokeTerminal } from '../../../city/fleet/terminals.ts';
import { listEvents } from '../../../city/events/event-store.ts';
import { createHelpCalls } from '../../../city/help/help-calls.ts';
import { startCity } from '../../../city/server.ts';
import { openStore } from '../../../city/store/open-store.ts';
import { CITY_PATHS, cityErrorSchema } from '../../../contract/city-api.ts';
import { joinAnswerSchema } from '../../../contract/join.ts';
import { enterMeeting } from '../../../demo/bbb/participant.ts';
import { SECRET, START, startTestCity, STARTING_MS, type TestCity } from './city-for-test.ts';

/** Stands for the name of a visitor; found in no other place of the machine. */
const NAME = 'Erika-Planted-7f3a9c';

const PERSON = { name: NAME, part: 'listen', locale: 'de', termsVersion: '1' };
const STARTED = {
  specversion: '1.0',
  source: '/terminals/bib-1',
  time: '2026-11-18T15:59:00.000Z',
  sequence: 1,
  type: 'stadtfenster.visit.started',
  data: { visit: '6f9619ff-8b86-4d01-b42d-00cf4fc964ff' },
};

let dir: string;
let test: TestCity;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'city-privacy-'));
  test = await startTestCity(dir);
}, STARTING_MS);
afterAll(async () => {
  await test.close();
  await rm(dir, { recursive: true, force: true });
});

/** Files below the folder whose bytes hold one of the texts. */
const filesWith = async (...texts: readonly string[]): Promise<string[]> => {
  const names = await readdir(dir, { recursive: true });
  const found = await Promise.all(
    names.map(async (name) => {
      const path = join(dir, name);
      if (!(await stat(path)).isFile()) return [];
      const content = await readFile(path);
      return texts.some((wanted) => content.includes(wanted)) ? [name] : [];
    }),
  );
  return found.flat();
};

const joinRoom = (person: object = PERSON) => test.post(CITY_PATHS.join('energie-umwelt'), person);

describe('the name of a visitor', () => {
  it('reaches neither the disk nor the log, whatever becomes of the join', async () => {
    const joined = joinAnswerSchema.parse((await joinRoom()).json);
    expect(joined.joinUrl).toContain(NAME);
    const participant = await enterMeeting(joined.joinUrl);
    test.clock.now += 3000;
    await test.get(CITY_PATHS.rooms);
    await joinRoom({ ...PERSON, termsVersion: NAME });
    await joinRoom({ ...PERSON, part: NAME });
    await test.post(CITY_PATHS.join(NAME), PERSON);
    await test.post(CITY_PATHS.events, [{ ...STARTED, id: uuidv7(), data: { visit: NAME } }]);
    for (const behaviour of [
      { createFails: 'checksumError' },
      { server: 'unavailable' },
      { answers: 'html' },
    ] as const) {
      test.bbb.behave(behaviour);
      await joinRoom();
    }
    test.bbb.behave({});
    participant.vanish();
    // Shows that what is stored is found in the bytes, so that a name would be.
    await test.post(CITY_PATHS.events, [{ ...STARTED, id: uuidv7() }]);

    expect(test.log.length).toBeGreaterThanOrEqual(10);
    expect(JSON.stringify(test.log)).not.toContain(NAME);
    expect(await filesWith(STARTED.data.visit)).not.toEqual([]);
    const [, tokenSecret = ''] = test.token.split('.');
    expect(await filesWith(NAME, Buffer.from(NAME, 'utf16le').toString('latin1'), tokenSecret)).toEqual([]);
  });

  it('is in no file either once the city is closed, which finishes what it has begun', async () => {
    test.bbb.behave({ delayMs: 250 });
    const before = test.bbb.requests.length;
    const answer = joinRoom();
    while (test.bbb.requests.length === before) await wait(5);
    await test.city.close();
    expect((await answer).status).toBe(200);
    await expect(test.get(CITY_PATHS.rooms)).rejects.toThrow('fetch failed');
    expect(await filesWith(NAME)).toEqual([]);
    expect(await readdir(dir)).toEqual(['store']);
  });
});

describe('the store after a restart', () => {
  it('is let go of when the city cannot start, which says in a sentence why', async () => {
    const { port } = test.bbb;
    const bbb = { url: test.bbb.url, secret: SECRET };
    await expect(startCity({ port, dataDir: dir, bbb })).rejects.toThrow(
      `Port ${port} of 127.0.0.1 is used by another program; choose another one.`,
    );
    expect(await readdir(dir)).toEqual(['store']);
  });

  it('still has tokens and events; a failure of our own tells where it happened and not what was sent', async () => {
    const { db, wake, close } = await openStore({ folder: dir });
    expect(await listEvents(db)).toHaveLength(1);
    const log: LogEntry[] = [];
    const fail = () => Promise.reject(new TypeError(`${NAME}\n    in this message`));
    const api = await createApi({
      db,
      wake,
      meetings: { look: fail, join: fail },
      helpCalls: createHelpCalls(db, () => START),
      now: () => START,
      tokenLifeSeconds: 60,
      log: (entry) => log.push(entry),
    });
    const ask = (token: string) =>
      api.inject({
        method: 'POST',
        url: `/${CITY_PATHS.join('energie-umwelt')}`,
        headers: { authorization: `Bearer ${token}` },
        payload: PERSON,
      });
    const answer = await ask(test.token);
    expect(answer.statusCode).toBe(500);
    expect(cityErrorSchema.parse(answer.json()).error.code).toBe('internal-error');
    expect(log).toHaveLength(1);
    expect(log[0]?.failure).toMatch(/^TypeError\n {2}at .*privacy\.test/);
    expect(JSON.stringify([log, answer.body])).not.toMatch(/Planted|in this message/);

    await revokeTerminal(db, 'bib-1', START);
    await wake.tell('tokens');
    expect((await ask(test.token)).statusCode).toBe(401);
    await api.close();
    await close();
  });
});
