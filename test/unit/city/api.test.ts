import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startCity } from '../../../city/server.ts';
import { CITY_PATHS, cityErrorSchema, roomListSchema } from '../../../contract/city-api.ts';
import { joinAnswerSchema, type JoinRequest } from '../../../contract/join.ts';
import { enterMeeting, openSession } from '../../../demo/bbb/participant.ts';
import { type Answer, contentIn, SECRET, startTestCity, STARTING_MS, type TestCity } from './city-for-test.ts';

let test: TestCity;

beforeAll(async () => {
  test = await startTestCity();
}, STARTING_MS);
beforeEach(() => {
  // Beyond the time for which the look at the BBB server is remembered.
  test.clock.now += 60_000;
});
afterEach(() => {
  test.bbb.behave({});
  test.log.length = 0;
});
afterAll(() => test.close());

const PERSON: JoinRequest = { name: 'Zoë', part: 'listen', locale: 'de', termsVersion: '1' };

const join = (room = 'energie-umwelt', person: unknown = PERSON) => test.post(CITY_PATHS.join(room), person);

const joinParametersOf = ({ json }: Answer) => new URL(joinAnswerSchema.parse(json).joinUrl).searchParams;

const rooms = async () => {
  const { json } = await test.get(CITY_PATHS.rooms);
  return roomListSchema.parse(json).rooms;
};

/** The code of a refusal; its shape and status must be as agreed. */
const codeOf = ({ json, headers }: Answer) => {
  expect(headers.get('content-type')).toContain('application/json');
  return cityErrorSchema.parse(json).error.code;
};

const meetingOf = (room: string) => test.bbb.meetings.findLast(({ meetingID }) => meetingID === `stadtfenster-${room}`);

describe('every address of v1', () => {
  const ADDRESSES = [
    ['GET', CITY_PATHS.configuration],
    ['GET', CITY_PATHS.rooms],
    ['POST', CITY_PATHS.join('energie-umwelt')],
    ['POST', CITY_PATHS.code],
    ['POST', CITY_PATHS.events],
  ] as const;

  it.each(ADDRESSES)('%s %s asks for a valid bearer token', async (method, path) => {
    const [terminal = '', secret = ''] = test.token.split('.');
    const otherSecret = `${secret.startsWith('A') ? 'B' : 'A'}${secret.slice(1)}`;
    const wrong = [
      null,
      '',
      'x',
      terminal,
      `${terminal}.${otherSecret}`,
      `unknown.${secret}`,
      `${test.token} `.repeat(2),
    ];
    for (const token of wrong) {
      const answer = method === 'GET' ? await test.get(path, token) : await test.post(path, {}, { token });
      expect([answer.status, codeOf(answer)]).toEqual([401, 'unauthorized']);
      expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    }
  });

  it('takes only the token of the machine that was enrolled last', async () => {
    const first = await test.enrol('bib-2');
    const second = await test.enrol('bib-2');
    expect((await test.get(CITY_PATHS.rooms, first)).status).toBe(401);
    expect((await test.get(CITY_PATHS.rooms, second)).status).toBe(200);
  });
});

describe('every answer', () => {
  it("carries the city's time, by which terminals check their clock, and stays in no cache", async () => {
    for (const path of [CITY_PATHS.health, CITY_PATHS.rooms, 'nowhere']) {
      const { headers } = await test.get(path);
      expect(headers.get('date')).toBe(new Date(test.clock.now).toUTCString());
      expect(headers.get('cache-control')).toBe('no-store');
    }
  });
});

describe('GET v1/configuration', () => {
  it('names the city and the site of the terminal', async () => {
    const { status, json } = await test.get(CITY_PATHS.configuration);
    expect(status).toBe(200);
    expect(contentIn(json).configuration).toMatchObject({
      city: 'Musterstadt',
      site: 'Stadtbibliothek',
      languages: ['de', 'en'],
      timeZone: 'Europe/Berlin',
      times: { idleSeconds: 60 },
    });
    const pavilion = await test.get(CITY_PATHS.configuration, await test.enrol('pavillon-1', 'pavillon'));
    expect(contentIn(pavilion.json).configuration.site).toBe('Klima-Pavillon');
    await test.city.terminals.move({ terminal: 'bib-1', site: 'pavillon' });
    const moved = await test.get(CITY_PATHS.configuration);
    expect(contentIn(moved.json).configuration.site).toBe('Klima-Pavillon');
    await test.city.terminals.move({ terminal: 'bib-1', site: 'bib' });
  });
});

describe('GET v1/rooms', () => {
  it('lists open and closed rooms in the order of the city, with their next meeting', async () => {
    expect(await rooms()).toEqual([
      {
        id: 'energie-umwelt',
        kind: 'open',
        title: { de: 'AG Energie & Umwelt', en: 'Working group energy & environment' },
        description: { de: 'Jeden Dienstag.' },
        running: false,
        participants: 0,
        nextMeeting: { start: '2026-11-24T16:00:00Z', end: '2026-11-24T17:30:00Z' },
      },
      expect.objectContaining({ id: 'vorstand', kind: 'closed' }),
      expect.objectContaining({ id: 'klein', description: null, nextMeeting: null }),
    ]);
  });

  it('knows that people are in a meeting, and how many', async () => {
    const participant = await enterMeeting(joinAnswerSchema.parse((await join()).json).joinUrl);
    test.clock.now += 3000;
    expect((await rooms())[0]).toMatchObject({ running: true, participants: 1 });
    participant.send({ type: 'leave' });
    await participant.until(({ endedCode }) => endedCode !== null);
    test.clock.now += 3000;
    expect((await rooms())[0]).toMatchObject({ running: false, participants: 0 });
  });

  it('asks the BBB server once for many terminals', async () => {
    const before = test.bbb.requests.length;
    await Promise.all(Array.from({ length: 30 }, rooms));
    expect(test.bbb.requests.slice(before).map(({ path }) => path)).toEqual(['/bigbluebutton/api/getMeetings']);
  });

  it.each([
    ['away', { server: 'refusing' }],
    ['away behind its proxy', { server: 'unavailable' }],
    ['slow', { delayMs: 2000 }],
    ['not a BBB server', { answers: 'html' }],
  ] as const)('lists them all the same when the BBB server is %s', async (_name, behaviour) => {
    test.bbb.behave(behaviour);
    const listed = await rooms();
    expect(listed).toHaveLength(3);
    expect(listed.some(({ running }) => running)).toBe(false);
  });
});

describe('POST v1/rooms/:room/join', () => {
  it('opens the meeting of the room, once', async () => {
    const first = await join();
    expect(first.status).toBe(200);
    expect(meetingOf('energie-umwelt')).toMatchObject({ name: 'AG Energie & Umwelt' });
    const second = await join();
    expect(joinParametersOf(second).get('createTime')).toBe(joinParametersOf(first).get('createTime'));
    expect(test.bbb.meetings).toHaveLength(1);
  });

  it('leaves nothing of the terminal in the meeting, and records nothing', async () => {
    await join('energie-umwelt', { ...PERSON, name: 'Erika-Planted' });
    const parameters = meetingOf('energie-umwelt')?.parameters ?? {};
    expect(parameters).toMatchObject({ record: 'false', guestPolicy: 'ALWAYS_ACCEPT' });
    expect(Object.keys(parameters)).not.toContain('logoutURL');
    expect(JSON.stringify(parameters)).not.toMatch(/bib-1|invalid|Planted/);
  });

  it('makes a way in that works once for one person', async () => {
    const answer = joinAnswerSchema.parse((await join('energie-umwelt', { ...PERSON, name: ' Zoë   👩‍👩‍👧 ' })).json);
    expect(answer.meetingHosts).toEqual([new URL(test.bbb.url).host]);
    expect(answer.returnUrl).toBe('https://terminal.stadtfenster.invalid/left');
    const { page } = await openSession(answer.joinUrl);
    expect(page.pathname).toBe('/html5client/join');
    const person = meetingOf('energie-umwelt')?.people.at(-1);
    expect(person).toMatchObject({ name: 'Zoë 👩‍👩‍👧', role: 'VIEWER', guestStatus: 'ALLOW' });
    expect(person?.userdata).toMatchObject({ bbb_force_listen_only: 'true', bbb_override_default_locale: 'de' });
    const other = joinParametersOf(await join());
    expect(other.get('userID')).not.toBe(person?.userID);
    for (const name of ['logoutURL', 'errorRedirectUrl']) expect(other.get(name)).toBe(answer.returnUrl);
  });

  it('asks for a microphone only for those who want to speak', async () => {
    const parameters = joinParametersOf(await join('energie-umwelt', { ...PERSON, part: 'speak', locale: 'en' }));
    expect(parameters.get('userdata-bbb_force_listen_only')).toBe('false');
    expect(parameters.get('userdata-bbb_listen_only_mode')).toBe('true');
    expect(parameters.get('userdata-bbb_override_default_locale')).toBe('en');
  });

  it('asks for another test of the microphone unless the terminal has made one', async () => {
    for (const [checked, skips] of [
      [undefined, 'false'],
      [false, 'false'],
      [true, 'true'],
    ] as const) {
      const person = { ...PERSON, part: 'speak', ...(checked === undefined ? {} : { checked }) };
      const parameters = joinParametersOf(await join('energie-umwelt', person));
      expect(parameters.get('userdata-bbb_skip_check_audio')).toBe(skips);
    }
  });

  it('sends only userdata that BBB does not drop: a name with exactly one hyphen', async () => {
    for (const part of ['listen', 'speak'] as const) {
      const names = [...joinParametersOf(await join('energie-umwelt', { ...PERSON, part })).keys()];
      const userdata = names.filter((name) => name.startsWith('userdata'));
      expect(userdata.length).toBeGreaterThan(3);
      for (const name of userdata) expect(name).toMatch(/^userdata-bbb_[a-z_]+$/);
    }
  });

  it('makes a way in for the longest name', async () => {
    const { json, status } = await join('energie-umwelt', { ...PERSON, name: '👩‍👩‍👧‍👦'.repeat(64) });
    expect(status).toBe(200);
    await expect(openSession(joinAnswerSchema.parse(json).joinUrl)).resolves.toBeDefined();
  });

  it('goes on when the meeting was opened with another secret of the city', async () => {
    const first = joinParametersOf(await join());
    test.bbb.behave({ createFails: 'idNotUnique' });
    expect(joinParametersOf(await join()).get('createTime')).toBe(first.get('createTime'));
  });

  it.each(['unknown-room', 'buergerhaushalt'])('knows no room %s for a terminal', async (room) => {
    const answer = await join(room);
    expect([answer.status, codeOf(answer)]).toEqual([404, 'not-found']);
    expect(meetingOf(room)).toBeUndefined();
  });

  it('is refused with terms that are not the current ones', async () => {
    const answer = await join('energie-umwelt', { ...PERSON, termsVersion: '0' });
    expect([answer.status, codeOf(answer)]).toEqual([409, 'terms-outdated']);
  });

  it('is refused when the room is full', async () => {
    const participant = await enterMeeting(joinAnswerSchema.parse((await join('klein')).json).joinUrl);
    const answer = await join('klein');
    expect([answer.status, codeOf(answer)]).toEqual([409, 'room-full']);
    participant.vanish();
  });

  it.each([
    ['checksumError', 502, 'meeting-server-refused'],
    ['some new key', 502, 'meeting-server-refused'],
    ['nonUniqueVoiceBridge', 502, 'meeting-server-refused'],
    ['serverUnavailable', 503, 'meeting-server-unreachable'],
    ['internalError', 503, 'meeting-server-unreachable'],
    ['maxParticipantsReached', 409, 'room-full'],
    ['meetingForciblyEnded', 409, 'meeting-ended'],
  ])('says what BBB refuses with %s', async (createFails, status, code) => {
    test.bbb.behave({ createFails });
    const answer = await join();
    expect([answer.status, codeOf(answer)]).toEqual([status, code]);
  });

  it.each([
    [{ server: 'refusing' }, 503, 'meeting-server-unreachable'],
    [{ server: 'unavailable' }, 503, 'meeting-server-unreachable'],
    [{ delayMs: 2000 }, 503, 'meeting-server-unreachable'],
    [{ answers: 'html' }, 502, 'meeting-server-refused'],
  ] as const)('says what is wrong with a BBB server that behaves like %j', async (behaviour, status, code) => {
    test.bbb.behave(behaviour);
    const answer = await join();
    expect([answer.status, codeOf(answer)]).toEqual([status, code]);
  });

  it.each([
    ['no name', { ...PERSON, name: '' }, 'name (custom)'],
    ['an invisible name', { ...PERSON, name: '\u200b\u2066 ' }, 'name (custom)'],
    ['a name of 65 characters', { ...PERSON, name: 'a'.repeat(65) }, 'name (custom)'],
    ['another part', { ...PERSON, part: 'moderator' }, 'part (invalid_value)'],
    ['something more', { ...PERSON, role: 'MODERATOR' }, 'its top (unrecognized_keys)'],
    ['another language', { ...PERSON, locale: 'xx' }, 'locale (invalid_value)'],
    ['no object', [], 'its top (invalid_type)'],
    ['no JSON', '{"name":"Erika-Planted"', 'not valid JSON'],
  ])('is refused with %s, which is not repeated', async (_name, person, words) => {
    const answer = await join('energie-umwelt', person);
    expect([answer.status, codeOf(answer)]).toEqual([400, 'invalid-request']);
    expect(JSON.stringify(answer.json)).toContain(words);
    expect(JSON.stringify(answer.json)).not.toMatch(/Planted|MODERATOR|aaaa/);
  });

  it('is refused when it is too large', async () => {
    const answer = await join('energie-umwelt', { ...PERSON, name: 'a'.repeat(20_000) });
    expect([answer.status, codeOf(answer)]).toEqual([413, 'too-large']);
  });
});

describe('an address that is none', () => {
  it.each(['', 'v1', 'v2/rooms', 'v1/rooms/energie-umwelt', 'v1/rooms/'])('/%s is not found', async (path) => {
    const answer = await test.get(path);
    expect([answer.status, codeOf(answer)]).toEqual([404, 'not-found']);
  });

  it.each(['v1/rooms/%zz/join', `v1/rooms/${'a'.repeat(300)}/join`, 'v1/rooms/A%20B/join'])(
    '/%s is not valid',
    async (path) => {
      const answer = await test.post(path, PERSON);
      expect([answer.status, codeOf(answer)]).toEqual([400, 'invalid-request']);
    },
  );
});

describe('GET health', () => {
  it('tells anyone that all is well', async () => {
    expect(await test.get(CITY_PATHS.health, null)).toMatchObject({
      status: 200,
      json: { store: 'ok', meetingServer: 'ok' },
    });
  });

  it.each([
    [{ server: 'refusing' }, 'meeting-server-unreachable'],
    [{ answers: 'html' }, 'meeting-server-refused'],
  ] as const)('tells what is wrong with the meeting server', async (behaviour, meetingServer) => {
    test.bbb.behave(behaviour);
    expect(await test.get(CITY_PATHS.health, null)).toMatchObject({
      status: 200,
      json: { store: 'ok', meetingServer },
    });
  });
});

describe('the log', () => {
  it('has method, pattern, status and code, and nothing of what was sent', async () => {
    await join('energie-umwelt', { ...PERSON, name: 'Erika-Planted' });
    await join('energie-umwelt', { ...PERSON, name: 'Erika-Planted', part: 'x' });
    await test.get('Erika-Planted?token=Erika-Planted');
    const entries = test.log.map(({ ms, ...entry }) => {
      expect(ms).toBeGreaterThanOrEqual(0);
      return entry;
    });
    expect(entries).toEqual([
      { method: 'POST', route: '/v1/rooms/:roomId/join', status: 200 },
      { method: 'POST', route: '/v1/rooms/:roomId/join', status: 400, code: 'invalid-request' },
      { method: 'GET', route: null, status: 404, code: 'not-found' },
    ]);
  });
});

describe('a city endpoint', () => {
  it('says in a sentence that the address of the BBB server is none', async () => {
    await expect(startCity({ port: 0, dataDir: null, bbb: { url: 'bbb', secret: SECRET } })).rejects.toThrow(
      /^The BBB server's url must be the address of a BBB server/,
    );
  });

  it('answers bytes that are no HTTP', async () => {
    const socket = connect(test.city.port, '127.0.0.1');
    socket.end('nonsense\r\n\r\n');
    expect(await text(socket)).toContain('400');
    expect((await test.get(CITY_PATHS.health)).status).toBe(200);
  });
});
