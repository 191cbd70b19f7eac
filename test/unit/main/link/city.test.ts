import { describe, expect, it } from 'vitest';
import { CITY_ERROR_STATUS } from '../../../../contract/city-api.ts';
import type { CityEvent } from '../../../../contract/events.ts';
import type { JoinRequest } from '../../../../contract/join.ts';
import type { CityLink, CityLinkOptions } from '../../../../main/link/city.ts';
import { roomNamed, TERMS } from '../visit/visit-for-test.ts';
import { START } from '../hand-clock.ts';
import { signed } from '../terminal/sign-as-city.ts';
import { cityForLink, json, nobody, refusal } from './city-for-link.ts';
import { linkTo as linkWith, TOKEN } from './link-for-test.ts';

const linkTo = (city: string, options: Partial<CityLinkOptions> = {}): CityLink =>
  linkWith(city, { reporting: () => ({ contentMode: 'batch', maxBatchEvents: 20 }), ...options });

const CONFIGURATION = signed({ city: 'Musterstadt', site: 'Bibliothek', terms: TERMS });
const JOIN: JoinRequest = { name: 'Ada Lovelace', part: 'speak', locale: 'de', termsVersion: '2026-11' };
const ANSWER = {
  joinUrl: 'https://bbb.example/bigbluebutton/api/join?checksum=1',
  meetingHosts: ['bbb.example'],
  returnUrl: 'https://kiosk.invalid/left',
};
const EVENT: CityEvent = {
  specversion: '1.0',
  id: '01932f6e-0000-7000-8000-000000000001',
  source: '/terminals/bibliothek-1',
  time: '2026-11-18T16:00:00.000Z',
  sequence: 1,
  type: 'stadtfenster.visit.started',
  data: { visit: '00000000-0000-4000-8000-000000000001' },
};

const never = (): AbortSignal => new AbortController().signal;

describe('the line to the city', () => {
  it('asks for the configuration and the rooms with the token of the terminal', async () => {
    const city = await cityForLink((response, { path }) =>
      path === '/v1/rooms' ? json({ rooms: [roomNamed('ag-energie')] })(response) : json(CONFIGURATION)(response),
    );
    const link = linkTo(city.url);
    expect(await link.rooms()).toEqual({ ok: true, value: [roomNamed('ag-energie')] });
    expect(await link.configuration()).toEqual({ ok: true, value: CONFIGURATION });
    expect(city.heard.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /v1/rooms',
      'GET /v1/configuration',
    ]);
    for (const { headers } of city.heard) {
      expect(headers.authorization).toBe(`Bearer ${TOKEN}`);
      expect(headers.accept).toBe('application/json');
      expect(headers.cookie).toBeUndefined();
    }
  });

  it('knows a city under a path of its own', async () => {
    const city = await cityForLink(json({ rooms: [] }));
    for (const prefix of ['stadtfenster', 'stadtfenster/']) await linkTo(`${city.url}${prefix}`).rooms();
    expect(city.heard.map(({ path }) => path)).toEqual(['/stadtfenster/v1/rooms', '/stadtfenster/v1/rooms']);
  });

  it('asks for a join with exactly what the contract names', async () => {
    const city = await cityForLink(json(ANSWER));
    expect(await linkTo(city.url).join('ag-energie', JOIN, never())).toEqual({ ok: true, value: ANSWER });
    expect(city.heard[0]).toMatchObject({ method: 'POST', path: '/v1/rooms/ag-energie/join' });
    expect(JSON.parse(city.heard[0]?.body ?? '')).toEqual(JOIN);
  });

  it('sends no cookie that the city has set', async () => {
    const city = await cityForLink(json({ rooms: [] }, 200, { 'set-cookie': 'visitor=1' }));
    const link = linkTo(city.url);
    await link.rooms();
    await link.rooms();
    expect(city.heard[1]?.headers.cookie).toBeUndefined();
  });

  it('is tried once', async () => {
    const city = await cityForLink(refusal(503, 'meeting-server-unreachable'));
    await linkTo(city.url).rooms();
    expect(city.heard).toHaveLength(1);
  });
});

describe('an answer that is none', () => {
  it.each([
    ['a page of a captive portal', 200, '<html>Please sign in</html>', 'city-malformed'],
    ['a page instead of a refusal', 404, '<html>Not found</html>', 'city-malformed'],
    ['a gate that lets nobody through', 403, '', 'city-malformed'],
    ['a page of a broken proxy', 502, '<html>Bad gateway</html>', 'city-failed'],
    ['a server that fell over', 500, '', 'city-failed'],
    ['nothing', 200, '', 'city-malformed'],
    ['half of it', 200, '{"rooms":[', 'city-malformed'],
    ['another shape', 200, '{"rooms":{}}', 'city-malformed'],
    ['another thing', 200, '"rooms"', 'city-malformed'],
    [
      'a room with an id that is a path',
      200,
      JSON.stringify({ rooms: [{ ...roomNamed('x'), id: '../x' }] }),
      'city-malformed',
    ],
    ['an error without a code', 500, '{"error":"no"}', 'city-failed'],
  ])('is %s', async (_what, status, body, code) => {
    const city = await cityForLink((response) => response.writeHead(status).end(body));
    expect(await linkTo(city.url).rooms()).toEqual({ ok: false, code });
  });

  it('is nothing at all', async () => {
    const link = linkTo(await nobody());
    expect(await link.rooms()).toEqual({ ok: false, code: 'city-unreachable' });
    expect(await link.join('ag-energie', JOIN, never())).toEqual({ ok: false, code: 'city-unreachable' });
    expect(await link.deliver([EVENT])).toBe('later');
    expect(link.clockOffset()).toBe(0);
  });

  it('is a line that breaks in the middle', async () => {
    const city = await cityForLink((response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{"rooms":[', () => response.destroy());
    });
    expect(await linkTo(city.url).rooms()).toEqual({ ok: false, code: 'city-unreachable' });
  });

  it('is one that leads elsewhere: the token does not go there', async () => {
    const other = await cityForLink(json({ rooms: [] }));
    for (const status of [301, 302, 307, 308]) {
      const city = await cityForLink((response) => response.writeHead(status, { location: other.url }).end());
      const link = linkTo(city.url);
      expect(await link.rooms()).toEqual({ ok: false, code: 'city-unreachable' });
      expect(await link.join('ag-energie', JOIN, never())).toEqual({ ok: false, code: 'city-unreachable' });
      expect(await link.deliver([EVENT])).toBe('later');
    }
    expect(other.heard).toEqual([]);
  });

  it('is one without end', async () => {
    let sent = 0;
    const city = await cityForLink((response) => {
      const more = (): void => {
        if (response.destroyed) return;
        sent += 1_000_000;
        response.write(' '.repeat(1_000_000), more);
      };
      response.writeHead(200, { 'content-type': 'application/json' });
      more();
    });
    expect(await linkTo(city.url).rooms()).toEqual({ ok: false, code: 'city-malformed' });
    expect(sent).toBeLessThan(64_000_000);
  });

  it('may be large, up to 4 MiB', async () => {
    const city = await cityForLink((response) => response.end(`{"rooms":[]${' '.repeat(4 * 1024 * 1024 - 12)}}`));
    expect(await linkTo(city.url).rooms()).toEqual({ ok: true, value: [] });
    const larger = await cityForLink((response) => response.end(`{"rooms":[]${' '.repeat(4 * 1024 * 1024 - 11)}}`));
    expect(await linkTo(larger.url).rooms()).toEqual({ ok: false, code: 'city-malformed' });
  });

  it('is a configuration that nobody has signed', async () => {
    const city = await cityForLink(json({ city: 'Musterstadt', site: 'Bibliothek' }));
    expect(await linkTo(city.url).configuration()).toEqual({ ok: false, code: 'city-malformed' });
  });
});

describe('an answer that takes too long', () => {
  const slow = { answerSeconds: () => 0.2 };

  it('is not waited for', async () => {
    const city = await cityForLink(() => undefined);
    const link = linkTo(city.url, slow);
    expect(await Promise.all([link.rooms(), link.configuration(), link.deliver([EVENT])])).toEqual([
      { ok: false, code: 'city-slow' },
      { ok: false, code: 'city-slow' },
      'later',
    ]);
  });

  it('is not waited for when it has begun, either', async () => {
    const city = await cityForLink((response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"rooms":[');
    });
    expect(await linkTo(city.url, slow).rooms()).toEqual({ ok: false, code: 'city-slow' });
  });

  it('is still a refusal of its kind when only the reason does not come', async () => {
    const endless = (): Promise<Response> => Promise.resolve(new Response(new ReadableStream(), { status: 500 }));
    const link = linkTo('https://city.example/', { ...slow, fetch: endless });
    expect(await Promise.all([link.rooms(), link.deliver([EVENT])])).toEqual([
      { ok: false, code: 'city-failed' },
      'later',
    ]);
  });

  it('is waited for by a person who joins, until they call it off', async () => {
    let arrive: (answerNow: () => void) => void = () => undefined;
    const arrived = new Promise<() => void>((resolve) => (arrive = resolve));
    const city = await cityForLink((response) => arrive(() => json(ANSWER)(response)));
    const link = linkTo(city.url, slow);
    const patient = link.join('ag-energie', JOIN, never());
    const answerNow = await arrived;
    // Another answer of the same city runs out of time meanwhile.
    expect(await link.rooms()).toEqual({ ok: false, code: 'city-slow' });
    answerNow();
    expect(await patient).toEqual({ ok: true, value: ANSWER });

    const calledOff = new AbortController();
    const impatient = link.join('ag-energie', JOIN, calledOff.signal);
    calledOff.abort();
    expect(await impatient).toEqual({ ok: false, code: 'city-unreachable' });
  });

  it('takes the limit anew for each question', async () => {
    let seconds = 0.2;
    const city = await cityForLink((response) => {
      if (seconds === 5) json({ rooms: [] })(response);
    });
    const link = linkTo(city.url, { answerSeconds: () => seconds });
    expect(await link.rooms()).toEqual({ ok: false, code: 'city-slow' });
    seconds = 5;
    expect(await link.rooms()).toEqual({ ok: true, value: [] });
  });
});

describe("the city's refusal", () => {
  const expected = {
    'invalid-request': 'city-failed',
    damaged: 'city-failed',
    unauthorized: 'city-refused',
    'code-needed': 'code-needed',
    'code-wrong': 'code-wrong',
    'code-wait': 'code-wait',
    'enrolment-code-wrong': 'enrolment-code-wrong',
    'enrolment-code-used': 'enrolment-code-used',
    'enrolment-code-expired': 'enrolment-code-expired',
    'terminal-refused': 'terminal-refused',
    'terminal-cloned': 'terminal-cloned',
    'clock-differs': 'clock-differs',
    'not-found': 'room-gone',
    'terms-outdated': 'terms-outdated',
    'room-full': 'room-full',
    'meeting-ended': 'meeting-over',
    'meeting-not-started': 'meeting-not-started',
    'too-large': 'city-failed',
    'unsupported-media-type': 'city-failed',
    'rate-limited': 'city-failed',
    unavailable: 'city-failed',
    'internal-error': 'city-failed',
    'meeting-server-refused': 'meeting-refused',
    'meeting-server-unreachable': 'meeting-server-away',
  } as const satisfies Record<keyof typeof CITY_ERROR_STATUS, string>;

  it.each(Object.entries(CITY_ERROR_STATUS))('%s is told apart', async (code, status) => {
    const city = await cityForLink(refusal(status, code));
    expect(await linkTo(city.url).join('ag-energie', JOIN, never())).toEqual({
      ok: false,
      code: new Map<string, string>(Object.entries(expected)).get(code),
    });
  });

  it.each(['constructor', '__proto__', 'toString', 'a-new-one', ''])('%j is nothing special', async (code) => {
    const city = await cityForLink(refusal(409, code));
    expect(await linkTo(city.url).rooms()).toEqual({ ok: false, code: 'city-failed' });
  });
});

describe('delivering events', () => {
  it('is done when the city says so, as a batch of CloudEvents', async () => {
    for (const status of [200, 202, 204]) {
      const city = await cityForLink((response) => response.writeHead(status).end());
      expect(await linkTo(city.url).deliver([EVENT, EVENT])).toBe('taken');
      expect(city.heard[0]).toMatchObject({ method: 'POST', path: '/v1/events' });
      expect(city.heard[0]?.headers['content-type']).toBe('application/cloudevents-batch+json');
      expect(JSON.parse(city.heard[0]?.body ?? '')).toEqual([EVENT, EVENT]);
    }
  });

  it.each([
    [400, 'invalid-request', 'refused'],
    [413, 'too-large', 'refused'],
    [400, 'damaged', 'later'],
    [401, 'unauthorized', 'later'],
    [404, 'not-found', 'later'],
    [429, 'rate-limited', 'later'],
    [500, 'internal-error', 'later'],
  ])('is, after %i %s, %s', async (status, code, outcome) => {
    const city = await cityForLink(refusal(status, code));
    expect(await linkTo(city.url).deliver([EVENT])).toBe(outcome);
  });

  it.each([
    [400, '<html>Bad Request</html>'],
    [400, ''],
    [413, '<html>Request Entity Too Large</html>'],
    [403, '<html>Forbidden</html>'],
    [502, '<html>Bad Gateway</html>'],
  ])('waits for the city when somebody else says %i', async (status, body) => {
    const city = await cityForLink((response) => response.writeHead(status).end(body));
    expect(await linkTo(city.url).deliver([EVENT])).toBe('later');
  });

  it('is done even if the city breaks off behind its word', async () => {
    const city = await cityForLink((response) => {
      response.writeHead(202, { 'content-length': '100' });
      response.write('{', () => response.destroy());
    });
    expect(await linkTo(city.url).deliver([EVENT])).toBe('taken');
  });
});

describe("the city's clock", () => {
  const dated = (date: number): Promise<{ url: string }> =>
    cityForLink(json({ rooms: [] }, 200, { date: new Date(date).toUTCString() }));

  it.each([-86_400_000, -61_000, 61_000, 3_600_000, 10 * 365 * 86_400_000])(
    'is told by its answers: %i ms',
    async (ahead) => {
      const link = linkTo((await dated(START + ahead)).url);
      expect(link.clockOffset()).toBe(0);
      await link.rooms();
      expect(link.clockOffset()).toBe(ahead);
    },
  );

  it('is told by refusals, too', async () => {
    const city = await cityForLink(json({}, 401, { date: new Date(START + 60_000).toUTCString() }));
    const link = linkTo(city.url);
    await link.rooms();
    expect(link.clockOffset()).toBe(60_000);
  });

  it('does not tremble with the seconds of its answers', async () => {
    let date = START + 60_000;
    const city = await cityForLink((response) =>
      json({ rooms: [] }, 200, { date: new Date(date).toUTCString() })(response),
    );
    const link = linkTo(city.url);
    await link.rooms();
    date += 2_000;
    await link.rooms();
    expect(link.clockOffset()).toBe(60_000);
    date += 1_000;
    await link.rooms();
    expect(link.clockOffset()).toBe(63_000);
  });

  it('stays as it was when an answer has no date', async () => {
    const city = await cityForLink((response) => {
      response.sendDate = false;
      json({ rooms: [] })(response);
    });
    const link = linkTo(city.url);
    expect(await link.rooms()).toMatchObject({ ok: true });
    expect(link.clockOffset()).toBe(0);
    const garbled = linkTo((await cityForLink(json({ rooms: [] }, 200, { date: 'yesterday' }))).url);
    await garbled.rooms();
    expect(garbled.clockOffset()).toBe(0);
  });
});

describe('whatever goes wrong on the line', () => {
  it('is never thrown, and what comes of it holds neither token nor name', async () => {
    const faults = [
      new TypeError(`fetch failed: Bearer ${TOKEN}`),
      new DOMException('aborted', 'AbortError'),
      new DOMException('too slow', 'TimeoutError'),
      new SyntaxError(JOIN.name),
      new Error(TOKEN),
    ];
    for (const fault of faults) {
      for (const fetch of [
        () => Promise.reject(fault),
        () => {
          throw fault;
        },
      ]) {
        const link = linkTo('https://city.example/', { fetch });
        const outcomes = await Promise.all([
          link.configuration(),
          link.rooms(),
          link.join('ag-energie', JOIN, never()),
          link.deliver([EVENT]),
        ]);
        const text = JSON.stringify(outcomes);
        expect(text).not.toContain(TOKEN);
        expect(text).not.toContain(JOIN.name);
        expect(outcomes[1]).toMatchObject({ ok: false });
        expect(outcomes[3]).toBe('later');
      }
    }
  });

  it('holds for an address that cannot be asked', async () => {
    const link = linkTo('https://user:secret@city.example/');
    expect(await link.rooms()).toEqual({ ok: false, code: 'city-unreachable' });
    expect(await link.deliver([EVENT])).toBe('later');
  });
});
