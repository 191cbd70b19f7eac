import { existsSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { CityEvent } from '../../../../contract/events.ts';
import type { Intent } from '../../../../contract/ipc.ts';
import type { Snapshot } from '../../../../contract/snapshot.ts';
import { UsageProblem } from '../../../../main/terminal/given-identity.ts';
import { terminalStateSchema } from '../../../../main/terminal/state.ts';
import { json } from '../link/city-for-link.ts';
import { ownFolder } from '../own-folder.ts';
import { settle } from '../hand-clock.ts';
import { ANSWER, roomNamed, TERMS } from '../visit/visit-for-test.ts';
import { glanceAt } from '../../../../main/terminal/signed-payload.ts';
import { CITY, signed } from './sign-as-city.ts';
import {
  closeNow,
  configurationOf,
  identityAt,
  keptState,
  terminalForTest,
  testCity,
  TOKEN,
} from './terminal-for-test.ts';

const isFresh = ({ rooms }: Snapshot): boolean => rooms.state === 'fresh';
const isStale = ({ rooms }: Snapshot): boolean => rooms.state === 'stale';
const shows =
  (name: string) =>
  ({ screen }: Snapshot): boolean =>
    screen.name === name;

/** Resolves when this holds; for what nobody tells of. */
const heldTrue = (holds: () => boolean): Promise<true> => vi.waitUntil(holds, { timeout: 15_000, interval: 5 });

const INTO_THE_MEETING: readonly Intent[] = [
  { type: 'begin' },
  { type: 'choose-room', room: 'ag-energie' },
  { type: 'accept-terms', parentsAgree: false },
  { type: 'join', name: 'Ada Lovelace', part: 'speak' },
  { type: 'finish-check', part: 'speak' },
];

describe('the first start', () => {
  it('leaves disk and city alone until the first screen is there', async () => {
    const [folder, city] = [ownFolder(), await testCity()];
    const { terminal, until } = terminalForTest({ folder, city, hasBegun: false });
    terminal.heard({ type: 'begin' });
    expect(terminal.snapshot().screen).toEqual({ name: 'rooms' });
    await settle();
    expect(existsSync(path.join(folder, 'spool'))).toBe(false);
    terminal.begin();
    await until(isFresh);
    // What was recorded before is told now.
    await city.hasHeardOf('stadtfenster.visit.started');
  });

  it('without a city asks for one, and begins no visit', async () => {
    const { until, send, terminal } = terminalForTest({ folder: ownFolder() });
    expect(terminal.snapshot()).toMatchObject({
      city: 'Stadtfenster',
      screen: { name: 'enrolment', step: 'city' },
      rooms: { state: 'loading', rooms: [] },
    });
    expect((await until(isStale)).rooms).toEqual({ state: 'stale', rooms: [], at: null, failure: 'not-enrolled' });
    send({ type: 'begin' });
    expect(terminal.snapshot().screen).toMatchObject({ name: 'enrolment', step: 'city' });
  });

  it('while the city is away leads nowhere, until the city comes back', async () => {
    const city = await testCity();
    city.isAway = true;
    const { until, send, terminal } = terminalForTest({ folder: ownFolder(), city });
    expect((await until(isStale)).rooms.failure).toBe('city-unreachable');
    send({ type: 'begin' }, { type: 'choose-room', room: 'ag-energie' });
    expect(terminal.snapshot().screen).toEqual({ name: 'rooms' });
    expect(terminal.snapshot().city).toBe('Stadtfenster');

    // The visitor who waits gets in: there was no configuration under which the visit could have begun.
    city.isAway = false;
    expect(await until(isFresh)).toMatchObject({ city: 'Musterstadt', site: 'Bibliothek' });
    send({ type: 'choose-room', room: 'ag-energie' });
    expect(terminal.snapshot().screen).toEqual({ name: 'terms', room: roomNamed('ag-energie'), terms: TERMS });
    await city.hasHeardOf('stadtfenster.visit.started');
    const [started, visited] = city.events;
    expect([started?.type, visited?.type]).toEqual(['stadtfenster.terminal.started', 'stadtfenster.visit.started']);
    expect(visited?.sequence).toBe((started?.sequence ?? 0) + 1);
  });

  it('keeps who it is for the next one, in a folder for its own user', async () => {
    const [folder, city, state] = [ownFolder(), await testCity(), keptState()];
    const first = terminalForTest({ folder, city, state });
    await first.until(isFresh);
    await closeNow(first);
    expect(terminalStateSchema.parse(state.kept()).identity).toEqual(identityAt(city.url));
    expect(statSync(path.join(folder, 'state')).mode & 0o077).toBe(0);

    const heardBefore = city.heard.length;
    const second = terminalForTest({ folder, state });
    await second.until(isFresh);
    expect(city.heard.slice(heardBefore).every(({ headers }) => headers.authorization === `Bearer ${TOKEN}`)).toBe(
      true,
    );
  });
});

describe('a start with a command line that cannot be used', () => {
  it('is refused before anything is written', () => {
    const folder = ownFolder();
    expect(() => terminalForTest({ folder, given: { city: 'http://city.example/' } })).toThrow(UsageProblem);
    expect(existsSync(path.join(folder, 'state'))).toBe(false);
  });
});

describe('a start while the city is away', () => {
  it('begins with the last good configuration and the last known rooms, without who was in', async () => {
    const [folder, city, state] = [ownFolder(), await testCity(), keptState()];
    const first = terminalForTest({ folder, city, state });
    await first.until(isFresh);
    await closeNow(first);
    city.isAway = true;
    const second = terminalForTest({ folder, city, state });
    const quiet = { ...roomNamed('ag-energie'), running: false, participants: 0 };
    expect(second.terminal.snapshot()).toMatchObject({
      city: 'Musterstadt',
      rooms: { state: 'loading', rooms: [quiet] },
    });
    const stale = await second.until(isStale);
    expect(stale.rooms).toMatchObject({ rooms: [quiet], failure: 'city-unreachable' });
    second.send({ type: 'begin' }, { type: 'choose-room', room: 'ag-energie' });
    expect(second.terminal.snapshot().screen.name).toBe('terms');
  });
});

describe('the service menu', () => {
  it('gets from the terminal what it shows, and nothing of a visit but that there is one', async () => {
    const [folder, city, state] = [ownFolder(), await testCity(), keptState()];
    const { terminal, until, send } = terminalForTest({ folder, city, state });
    expect(terminal.service.pins()).toEqual([]);
    await until(isFresh);
    expect(await terminal.service.facts()).toMatchObject({
      terminal: 'bibliothek-1',
      city: 'Musterstadt',
      cityHost: new URL(city.url).host,
      cityAnswers: true,
      isVisited: false,
      meetingHost: null,
    });
    send(...INTO_THE_MEETING);
    await until(shows('joining'));
    const facts = await terminal.service.facts();
    expect(facts).toMatchObject({ isVisited: true });
    expect(JSON.stringify([facts, terminal.service.log()])).not.toMatch(/Planted|Erika|ag-energie/);
    expect(terminal.service.log().map(({ kind }) => kind)).toContain('visit.started');
    terminal.service.forgetIdentity();
    expect(terminalStateSchema.parse(state.kept())).toMatchObject({ identity: null, cityKeys: [] });
  });
});

describe('a visit at the terminal', () => {
  it('reaches the city as facts and leaves nothing behind', async () => {
    const [folder, city, state] = [ownFolder(), await testCity(), keptState()];
    const { until, send, tell, opened } = terminalForTest({ folder, city, state });
    await until(isFresh);
    send(...INTO_THE_MEETING);
    expect((await until(shows('joining'))).screen).toMatchObject({ room: { id: 'ag-energie' } });
    await heldTrue(() => opened.length === 1);
    expect(opened).toEqual([ANSWER.joinUrl]);
    const join = city.heard.find((heard) => heard.path === '/v1/rooms/ag-energie/join');
    expect(JSON.parse(join?.body ?? '')).toEqual({
      name: 'Ada Lovelace',
      part: 'speak',
      checked: true,
      locale: 'de',
      termsVersion: '2026-11',
    });
    tell({ type: 'meeting.loaded' });
    await until(shows('meeting'));
    send({ type: 'leave' });
    await until(shows('goodbye'));
    send({ type: 'finish' });
    expect(await until(shows('attract'))).toMatchObject({ visitKey: 2, locale: 'de', idleDeadline: null });

    await heldTrue(() => city.events.length === 7);
    expect(city.events.map(({ type }) => type.replace('stadtfenster.', ''))).toEqual([
      'terminal.started',
      'configuration.taken',
      'visit.started',
      'visit.joined',
      'visit.ended',
      'visit.wiped',
      'visit.wiped',
    ]);
    const [first = 0, ...others] = city.events.map(({ sequence }) => sequence);
    expect(others).toEqual([1, 2, 3, 4, 5, 6].map((number) => first + number));
    expect(new Set(city.events.map(({ source }) => source))).toEqual(new Set(['/terminals/bibliothek-1']));
    for (const left of [JSON.stringify(city.events), JSON.stringify(state.kept())]) {
      expect(left).not.toContain('Ada');
      expect(left).not.toContain(new URL(ANSWER.joinUrl).host);
    }
  });

  it('keeps the configuration under which it began', async () => {
    const city = await testCity();
    // A terminal that knows its configuration asks for a newer one at its start; the answer takes its time.
    let answerNow: () => void = () => undefined;
    const asked = new Promise<void>((resolve) => {
      city.configuration = (response) => {
        answerNow = () =>
          json(signed(configurationOf({ city: 'Neustadt', terms: { ...TERMS, version: '2027-01' } })))(response);
        resolve();
      };
    });
    const state = keptState({
      identity: identityAt(city.url),
      signedConfiguration: signed(configurationOf()),
      cityKeys: [CITY.key],
    });
    const { until, send, terminal } = terminalForTest({ folder: ownFolder(), state });
    await asked;
    send({ type: 'begin' });
    answerNow();
    expect((await until(isFresh)).city).toBe('Musterstadt');
    send({ type: 'choose-room', room: 'ag-energie' });
    expect(terminal.snapshot().screen).toMatchObject({ name: 'terms', terms: { version: '2026-11' } });

    city.configuration = json(signed(configurationOf({ city: 'Neustadt' })));
    send({ type: 'end-visit' });
    await until(shows('attract'));
    expect((await until((snapshot) => snapshot.city === 'Neustadt')).screen).toEqual({ name: 'attract' });
  });

  it('reads the new terms when the city no longer takes the old ones', async () => {
    const city = await testCity();
    const { send, until } = terminalForTest({ folder: ownFolder(), city });
    await until(isFresh);
    const terms = { ...TERMS, version: '2027-01' };
    city.configuration = json(signed(configurationOf({ terms })));
    city.join = (response) => {
      response.writeHead(409, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: { code: 'terms-outdated', message: 'not the current ones' } }));
    };
    const refused = until(shows('problem'));
    send(...INTO_THE_MEETING);
    expect((await refused).screen).toMatchObject({ code: 'terms-outdated' });
    const asked = until(shows('terms'));
    send({ type: 'back' }, { type: 'choose-room', room: 'ag-energie' });
    expect((await asked).screen).toMatchObject({ terms });
  });

  it('is not moved by what is no intent', async () => {
    const { terminal, until, drawn } = terminalForTest({ folder: ownFolder(), city: await testCity() });
    await until(isFresh);
    const before = terminal.snapshot();
    const count = drawn.length;
    for (const message of [
      undefined,
      null,
      'begin',
      42,
      [],
      {},
      { type: 'wipe' },
      { type: 'begin', extra: 1 },
      () => 1,
    ])
      terminal.heard(message);
    expect(terminal.snapshot()).toEqual(before);
    expect(drawn).toHaveLength(count);
  });
});

describe('what a city gets wrong', () => {
  it.each([
    ['a page', (response: Parameters<ReturnType<typeof json>>[0]) => response.end('<html>'), 'city-malformed'],
    ['another shape', json({ city: 'Neustadt' }), 'city-malformed'],
    ['a zone that does not exist', json(signed(configurationOf({ timeZone: 'Mars/Olympus_Mons' }))), 'city-malformed'],
    ['a refusal', json({ error: { code: 'unauthorized', message: 'No.' } }, 401), 'city-refused'],
  ])('as a configuration (%s) is told where there is none yet', async (_what, answer, failure) => {
    const city = await testCity();
    city.configuration = answer;
    const { until, terminal } = terminalForTest({ folder: ownFolder(), city });
    expect((await until(isStale)).rooms.failure).toBe(failure);
    expect(terminal.snapshot().city).toBe('Stadtfenster');
    city.configuration = json(signed(configurationOf()));
    expect((await until(isFresh)).city).toBe('Musterstadt');
  });

  it('as a configuration does not matter where there is a good one', async () => {
    const city = await testCity();
    city.configuration = (response) => response.end('<html>');
    const state = keptState({
      identity: identityAt(city.url),
      signedConfiguration: signed(configurationOf()),
      cityKeys: [CITY.key],
    });
    const { until } = terminalForTest({ folder: ownFolder(), state });
    expect((await until(isFresh)).city).toBe('Musterstadt');
    expect(glanceAt(terminalStateSchema.parse(state.kept()).signedConfiguration)?.city).toBe('Musterstadt');
  });

  it("as a clock, or we as ours, is told once and shown in the city's time", async () => {
    const city = await testCity();
    city.ahead = -7_200_000;
    const { drawn } = terminalForTest({ folder: ownFolder(), city });
    await city.hasHeardOf('stadtfenster.terminal.problem');
    const count = city.heard.length;
    await heldTrue(() => city.heard.length > count + 2);
    const problems = city.events.filter(({ type }) => type === 'stadtfenster.terminal.problem');
    expect(problems).toMatchObject([{ data: { code: 'clock-wrong' } }]);
    const [problem] = problems;
    const ahead = problem !== undefined && 'amount' in problem.data ? (problem.data.amount ?? 0) : 0;
    expect(Math.abs(ahead - 7_200)).toBeLessThanOrEqual(2);
    expect(Math.abs((drawn.at(-1)?.clockOffset ?? 0) + 7_200_000)).toBeLessThanOrEqual(2_000);
  });
});

describe('what is wrong with the machine', () => {
  it('is a file of its own that cannot be read: the terminal goes on without it', async () => {
    const city = await testCity();
    const { until } = terminalForTest({ folder: ownFolder(), city, machine: '{"site":' });
    await until(isFresh);
    await city.hasHeardOf('stadtfenster.terminal.problem');
    expect(city.events.slice(0, 2)).toMatchObject([{}, { data: { code: 'machine-configuration-malformed' } }]);
  });

  it('is a state that was malformed: it is told', async () => {
    const city = await testCity();
    const { until } = terminalForTest({ folder: ownFolder(), city, state: keptState('rubbish') });
    await until(isFresh);
    await city.hasHeardOf('stadtfenster.terminal.problem');
    expect(city.events.slice(0, 2)).toMatchObject([{}, { data: { code: 'state-malformed' } }]);
  });

  it('is a disk that takes nothing any more: it is told once, when it shows', async () => {
    const city = await testCity();
    const state = keptState({ identity: identityAt(city.url), cityKeys: [CITY.key] });
    const { until } = terminalForTest({
      folder: ownFolder(),
      state: {
        ...state,
        save: () => {
          throw new Error('EROFS: read-only file system');
        },
      },
    });
    await until(isFresh);
    await city.hasHeardOf('stadtfenster.terminal.problem');
    city.rooms = [...city.rooms, roomNamed('ag-kultur')];
    await until(({ rooms }) => rooms.rooms.length === 2);
    const count = city.heard.length;
    await heldTrue(() => city.heard.length > count + 2);
    expect(city.events.flatMap(({ data }) => ('code' in data ? [data.code] : []))).toEqual(['state-unwritable']);
  });

  it('is a file in the place of the spool: it is told, from memory', async () => {
    const [folder, city] = [ownFolder(), await testCity()];
    writeFileSync(path.join(folder, 'spool'), '');
    terminalForTest({ folder, city });
    await city.hasHeardOf('stadtfenster.terminal.problem');
    expect(city.events.at(-1)).toMatchObject({ data: { code: 'state-unwritable' } });
  });
});

describe('outside the opening hours', () => {
  it('nobody can begin, and nobody is there: the night is for a new start', async () => {
    const city = await testCity();
    city.configuration = json(signed(configurationOf({ openingHours: { weekly: [], exceptions: [] } })));
    const { terminal, until } = terminalForTest({ folder: ownFolder(), city });
    expect((await until(shows('closed'))).screen).toEqual({ name: 'closed', opensAt: null });
    terminal.heard({ type: 'begin' });
    expect(terminal.snapshot().screen.name).toBe('closed');
    expect(terminal.isVisited()).toBe(false);
  });
});

describe('closing', () => {
  it('brings what was recorded to the disk, for a city that comes back', async () => {
    const [folder, city, state] = [ownFolder(), await testCity(), keptState()];
    city.isAway = true;
    const first = terminalForTest({ folder, city, state });
    await first.until(isStale);
    first.terminal.record('stadtfenster.terminal.problem', { code: 'renderer-gone' });
    await closeNow(first);
    expect(existsSync(path.join(folder, 'spool', 'CURRENT'))).toBe(true);
    city.isAway = false;
    const second = terminalForTest({ folder, city, state });
    await second.until(isFresh);
    // The configuration of the second one is told as well, and the farewell of the first if it had begun to beat.
    const told = (): CityEvent[] => city.events.filter(({ data }) => 'code' in data || 'sandboxed' in data);
    await heldTrue(() => told().length === 3);
    expect(told().map(({ data }) => ('code' in data ? data.code : 'started'))).toEqual([
      'started',
      'renderer-gone',
      'started',
    ]);
    const [started = 0, problem = 0, startedAnew = 0] = told().map(({ sequence }) => sequence);
    expect(problem).toBe(started + 1);
    expect(startedAnew).toBeGreaterThan(problem);
  });

  it('ends the looks at the room list, even one that is under way', async () => {
    const city = await testCity();
    let answerNow: () => void = () => undefined;
    const asked = new Promise<void>((resolve) => {
      city.configuration = (response) => {
        answerNow = () => json(signed(configurationOf()))(response);
        resolve();
      };
    });
    const waits = vi.spyOn(globalThis, 'setTimeout');
    const test = terminalForTest({
      folder: ownFolder(),
      city,
      machine: JSON.stringify({ times: { roomsRefreshSeconds: 0.234 } }),
    });
    await asked;
    await closeNow(test);
    city.configuration = json(signed(configurationOf()));
    answerNow();
    await test.until(isFresh);
    await settle();
    expect(waits.mock.calls.filter(([, milliseconds]) => milliseconds === 234 || milliseconds === 200)).toEqual([]);
    waits.mockRestore();
  });
});
