import { EventEmitter, once } from 'node:events';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { createApi } from '../../../city/api/app.ts';
import { createHelpCalls } from '../../../city/help/help-calls.ts';
import { jsonLine, plainLine } from '../../../city/log-line.ts';
import type { CityNote } from '../../../city/note.ts';
import { startCity } from '../../../city/server.ts';
import { CITY_PATHS, cityErrorSchema } from '../../../contract/city-api.ts';
import { madeEvent } from '../../bench/city/made-events.ts';
import { enrolMachine } from '../../enrol-machine.ts';
import { openTestStore, START, startTestCity, STARTING_MS, type TestCity } from './city-for-test.ts';

let test: TestCity | null = null;
afterEach(async () => {
  await test?.close();
  test = null;
});

const PERSON = { name: 'Erika-Planted', part: 'listen', locale: 'de', termsVersion: '1' };

const documentSchema = z.object({
  openapi: z.literal('3.1.0'),
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        summary: z.string().min(1),
        security: z.array(z.record(z.string(), z.array(z.string()))).optional(),
        responses: z.record(
          z.string(),
          z.object({
            description: z.string(),
            content: z.partialRecord(
              z.enum(['application/json', 'text/event-stream']),
              z.object({ schema: z.record(z.string(), z.json()) }),
            ),
          }),
        ),
      }),
    ),
  ),
});

/** For who has no token yet, or not any more. */
const OPEN: readonly string[] = [CITY_PATHS.enrolment, CITY_PATHS.token];

/** `/v1/rooms/{roomId}/join` as `/v1/rooms/:roomId/join`. */
const asRoute = (path: string): string => `/${path}`.replace(/^\/\//, '/');

describe('openapi.json', () => {
  it(
    'describes every route, and real answers are as it says',
    async () => {
      const city = (test = await startTestCity());
      const document = documentSchema.parse((await city.get(CITY_PATHS.openApi, null)).json);
      const paths = [
        ...[
          CITY_PATHS.configuration,
          CITY_PATHS.rooms,
          CITY_PATHS.join('{roomId}'),
          CITY_PATHS.code,
          CITY_PATHS.events,
          CITY_PATHS.orders,
          CITY_PATHS.orderAttachment('{id}'),
          ...OPEN,
        ],
        ...[CITY_PATHS.helpCalls, CITY_PATHS.helpCall('{id}'), CITY_PATHS.health, CITY_PATHS.live],
      ];
      for (const path of paths.map(asRoute)) expect(Object.keys(document.paths)).toContain(path);
      for (const [path, methods] of Object.entries(document.paths)) {
        for (const { security } of Object.values(methods))
          expect(security !== undefined, path).toBe(path.startsWith('/v1/') && !OPEN.map(asRoute).includes(path));
      }

      const code = await city.city.createAccessCode('vorstand', 'attendee');
      const help = { step: 'name', locale: 'de' };
      const answers = [
        ['get', '/health', await city.get(CITY_PATHS.health, null)],
        ['get', '/health/live', await city.get(CITY_PATHS.live, null)],
        ['get', '/v1/configuration', await city.get(CITY_PATHS.configuration)],
        ['get', '/v1/rooms', await city.get(CITY_PATHS.rooms)],
        ['get', '/v1/rooms', await city.get(CITY_PATHS.rooms, null)],
        ['post', '/v1/rooms/{roomId}/join', await city.post(CITY_PATHS.join('energie-umwelt'), PERSON)],
        ['post', '/v1/rooms/{roomId}/join', await city.post(CITY_PATHS.join('vorstand'), PERSON)],
        ['post', '/v1/code', await city.post(CITY_PATHS.code, { code, room: null })],
        ['post', '/v1/code', await city.post(CITY_PATHS.code, {})],
        ['post', '/v1/events', await city.post(CITY_PATHS.events, [madeEvent('bib-1', 1)])],
        ['post', '/v1/events', await city.post(CITY_PATHS.events, [])],
        ['post', '/v1/help-calls', await city.post(CITY_PATHS.helpCalls, help)],
        ['get', '/v1/help-calls/{id}', await city.get(CITY_PATHS.helpCall('00000000'))],
        ['post', '/v1/enrolment', await city.post(CITY_PATHS.enrolment, {}, { token: null })],
        ['post', '/v1/token', await city.post(CITY_PATHS.token, {}, { token: null })],
      ] as const;
      for (const [method, path, { status, json }] of answers) {
        const responses = document.paths[path]?.[method]?.responses ?? {};
        const described = responses[String(status)] ?? responses['default'];
        expect(described, `${path} ${status}`).toBeDefined();
        const { error } = z.fromJSONSchema(described?.content['application/json']?.schema ?? false).safeParse(json);
        expect(error, `${path} ${status}`).toBeUndefined();
      }
      const stream = document.paths['/v1/orders']?.['get']?.responses['200'];
      expect(Object.keys(stream?.content ?? {})).toEqual(['text/event-stream']);
      expect(stream?.content['text/event-stream']?.schema).toMatchObject({ type: 'string' });
      // And an answer of another kind is not.
      const ofRooms =
        document.paths['/v1/rooms']?.['get']?.responses['200']?.content['application/json']?.schema ?? false;
      expect(z.fromJSONSchema(ofRooms).safeParse({ rooms: [{ id: 1 }] }).success).toBe(false);
    },
    STARTING_MS,
  );
});

describe('a city that stops', () => {
  it(
    'tells whoever still asks to come back in a moment, at every address',
    async () => {
      const { db, wake, close } = await openTestStore();
      const refuse = () => Promise.reject(new Error('Nobody is there.'));
      const look = () => Promise.resolve({ state: 'known', participantsOf: () => null } as const);
      const now = () => START;
      const meetings = { look, join: refuse };
      const api = await createApi({
        db,
        wake,
        meetings,
        helpCalls: createHelpCalls(db, now),
        now,
        tokenLifeSeconds: 60,
        log: () => undefined,
      });
      let isHeld = false;
      const letGo = new EventEmitter();
      api.addHook('preClose', async () => {
        isHeld = true;
        await once(letGo, 'now');
      });
      const url = await api.listen({ port: 0 });
      expect((await fetch(`${url}/${CITY_PATHS.live}`)).status).toBe(200);
      const closing = api.close();
      await vi.waitUntil(() => isHeld);
      for (const path of [CITY_PATHS.health, CITY_PATHS.rooms, CITY_PATHS.live]) {
        const answer = await fetch(`${url}/${path}`);
        expect([answer.status, answer.headers.get('retry-after'), answer.headers.get('connection')]).toEqual([
          ...[503, '5', 'close'],
        ]);
        expect(cityErrorSchema.parse(await answer.json()).error.code).toBe('unavailable');
      }
      letGo.emit('now');
      await closing;
      await expect(fetch(`${url}/${CITY_PATHS.live}`)).rejects.toThrow('fetch failed');
      await close();
    },
    STARTING_MS,
  );
});

describe('numbers for Prometheus', () => {
  it(
    'are served apart, by route and outcome, and name no terminal, room or visit',
    async () => {
      const notes: CityNote[] = [];
      const city = await startCity({
        ...{ port: 0, dataDir: null, bbb: { url: 'http://127.0.0.1:9/', secret: 'S' } },
        metrics: { port: 0, host: '127.0.0.1' },
        note: (note) => notes.push(note),
      });
      await city.addSite({ id: 'bib', name: 'Stadtbibliothek' });
      const { token } = await enrolMachine(city, { site: 'bib', terminal: 'bib-1' });
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const event = madeEvent('bib-1', 1);
      const body = JSON.stringify([event, event, madeEvent('bib-1', 2)]);
      expect((await fetch(new URL(CITY_PATHS.events, city.url), { method: 'POST', headers, body })).status).toBe(202);
      await fetch(new URL(CITY_PATHS.helpCall('c0ffee00'), city.url), { headers });
      await fetch(new URL('Erika-Planted', city.url));

      const answer = await fetch(city.metricsUrl ?? '');
      const numbers = await answer.text();
      expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=/);
      expect(numbers).toContain('stadtfenster_events_total{outcome="accepted"} 2');
      expect(numbers).toContain('stadtfenster_events_total{outcome="duplicate"} 1');
      const counted = 'stadtfenster_http_request_duration_seconds_count';
      expect(numbers).toContain(`${counted}{method="POST",route="/v1/events",status="202"} 1`);
      expect(numbers).toContain(`${counted}{method="GET",route="/v1/help-calls/:id",status="404"} 1`);
      expect(numbers).toContain(`${counted}{method="GET",route="none",status="404"} 1`);
      expect(numbers).toMatch(/^nodejs_eventloop_lag_p99_seconds /m);
      expect(numbers).not.toMatch(/bib-1|planted|6f9619ff|c0ffee00/i);
      // What terminals reach has no such address.
      expect((await fetch(new URL('metrics', city.url))).status).toBe(404);
      await city.close();
      await expect(fetch(city.metricsUrl ?? '')).rejects.toThrow('fetch failed');
      expect(notes).toMatchObject([{ event: 'forgotten', counts: { problems: 0, visits: 0 } }]);
    },
    STARTING_MS,
  );
});

describe('the log', () => {
  const failed = {
    method: 'GET',
    route: '/v1/rooms',
    status: 500,
    ms: 3,
    code: 'internal-error',
    failure: 'TypeError',
  };
  it.each([
    [{ message: 'Ready.' }, 'info', 'Ready.'],
    [{ method: 'GET', route: '/health', status: 200, ms: 3 }, 'info', '1970-01-01T00:00:00.000Z GET /health 200 3 ms'],
    [{ method: 'GET', route: null, status: 503, ms: 3 }, 'warning', '1970-01-01T00:00:00.000Z GET - 503 3 ms'],
    [failed, 'error', '1970-01-01T00:00:00.000Z GET /v1/rooms 500 3 ms internal-error \n  TypeError'],
    [{ event: 'store-trouble', code: '57P01' } as const, 'error', '1970-01-01T00:00:00.000Z store-trouble 57P01'],
    [
      { event: 'forgetting-failed', failure: 'Error' } as const,
      'error',
      '1970-01-01T00:00:00.000Z forgetting-failed Error',
    ],
  ])('tells %j as one line of JSON, and in plain words', (told, level, plain) => {
    expect(JSON.parse(jsonLine(told, 0))).toEqual({ time: '1970-01-01T00:00:00.000Z', level, ...told });
    expect(plainLine(told, 0)).toBe(plain);
  });
});
