import { createHash } from 'node:crypto';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CITY_PATHS, cityErrorSchema } from '../../../contract/city-api.ts';
import { type CityEvent, cityEventSchema, EVENT_BATCH_MAX } from '../../../contract/events.ts';
import { contentIn, startTestCity, STARTING_MS, type TestCity } from './city-for-test.ts';

let test: TestCity;

beforeAll(async () => {
  test = await startTestCity();
}, STARTING_MS);
afterAll(() => test.close());

const VISIT = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff';

const BATCH = 'application/cloudevents-batch+json';
const SINGLE = 'application/cloudevents+json';

let sequence = 0;
const newEvent = (change: object = {}): CityEvent => {
  sequence += 1;
  const event = { specversion: '1.0', id: uuidv7(), source: '/terminals/bib-1', time: '2026-11-18T15:59:00.123Z' };
  const started = { type: 'stadtfenster.visit.started', data: { visit: VISIT } };
  return cityEventSchema.parse({ ...event, sequence, ...started, ...change });
};

const post = (body: unknown, type = BATCH) => test.post(CITY_PATHS.events, body, { type });

/** The events that came while something was done. */
const eventsDuring = async (work: () => Promise<unknown>): Promise<CityEvent[]> => {
  const after = (await test.city.events.list()).at(-1)?.position ?? 0;
  await work();
  return (await test.city.events.list({ after })).map(({ event }) => event);
};

it('terminals are asked for batches', async () => {
  const { configuration } = contentIn((await test.get(CITY_PATHS.configuration)).json);
  expect(configuration.reporting).toEqual({ contentMode: 'batch', maxBatchEvents: EVENT_BATCH_MAX });
});

describe('POST v1/events', () => {
  it.each([
    ['a batch', BATCH],
    ['a batch with its character set', `${BATCH}; charset=UTF-8`],
    ['plain JSON', 'application/json'],
  ])('takes %s', async (_name, type) => {
    const batch = [newEvent(), newEvent()];
    const kept = await eventsDuring(async () => {
      expect(await post(batch, type)).toMatchObject({ status: 202, json: { accepted: 2, duplicates: 0 } });
    });
    expect(kept).toEqual(batch);
  });

  it('takes a single event in structured mode', async () => {
    const event = newEvent();
    const kept = await eventsDuring(async () => {
      expect(await post(event, `${SINGLE}; charset=UTF-8`)).toMatchObject({ status: 202, json: { accepted: 1 } });
    });
    expect(kept).toEqual([event]);
  });

  it('keeps every kind of event as it came', async () => {
    const version = '45.4.1';
    const receipt = { durationMs: 12.5, items: [{ item: 'cookies', result: 'verified' }] };
    const kinds = [
      ['terminal.started', { version: '0.1.0', electron: version, chromium: version, sandboxed: true }],
      ['terminal.problem', { code: 'clock-wrong', amount: -3 }],
      [
        'visit.joined',
        { visit: VISIT, room: 'energie-umwelt', part: 'speak', role: 'attendee', locale: 'en', durationMs: 900 },
      ],
      ['visit.failed', { visit: VISIT, code: 'room-full', step: 'joining' }],
      ['visit.ended', { visit: VISIT, outcome: 'left', step: 'meeting', durationMs: 90_000, meetingMs: 60_000 }],
      ['visit.wiped', { visit: VISIT, stage: 'meeting', receipt }],
    ] as const;
    const batch = kinds.map(([type, data]) => newEvent({ type: `stadtfenster.${type}`, data }));
    expect(await eventsDuring(() => post(batch))).toEqual(batch);
  });

  it('keeps an event once, however often it is sent', async () => {
    const [first, second] = [newEvent(), newEvent()];
    const kept = await eventsDuring(async () => {
      expect((await post([first])).json).toEqual({ accepted: 1, duplicates: 0 });
      expect((await post([first, second, second])).json).toEqual({ accepted: 1, duplicates: 2 });
      expect((await post([{ ...first, data: { visit: VISIT.replace('6', '7') } }])).json).toEqual({
        accepted: 0,
        duplicates: 1,
      });
    });
    expect(kept).toEqual([first, second]);
  });

  it('tells two terminals apart that happen to use the same id', async () => {
    const event = newEvent();
    const token = await test.enrol('bib-2');
    const other = { ...event, source: '/terminals/bib-2' };
    await post([event]);
    expect((await test.post(CITY_PATHS.events, [other], { token, type: BATCH })).json).toMatchObject({ accepted: 1 });
  });

  it('counts the time of arrival by the clock of the city', async () => {
    test.clock.now += 1234;
    await post([newEvent()]);
    expect((await test.city.events.list({ limit: 1 }))[0]?.receivedAt).toBe(test.clock.now);
  });

  it('lists the last so many', async () => {
    const batch = [newEvent(), newEvent(), newEvent()];
    await post(batch);
    expect((await test.city.events.list({ limit: 2 })).map(({ event }) => event)).toEqual(batch.slice(1));
  });

  it.each([
    ['a field too many', { data: { visit: VISIT, note: 'Erika-Planted' } }, '1/data (unrecognized_keys)'],
    ['an unknown type', { type: 'Erika-Planted' }, '1/type'],
    ['a time that no database keeps', { time: '0000-01-01T00:00:00Z' }, '1/time'],
    ['a name for an id', { id: 'Erika-Planted' }, '1/id'],
    ['a room that is no id', { type: 'stadtfenster.visit.joined', data: { room: 'Erika-Planted' } }, '1/data/room'],
    ['an extension', { subject: 'Erika-Planted' }, '1 (unrecognized_keys)'],
    ['another terminal as its source', { source: '/terminals/bib-2' }, 'event 1'],
  ])('takes nothing of a batch with an event that has %s, and names the place only', async (_name, change, place) => {
    const kept = await eventsDuring(async () => {
      const { status, json } = await post([newEvent(), { ...newEvent(), ...change }, newEvent()]);
      expect(status).toBe(400);
      const { error } = cityErrorSchema.parse(json);
      expect(error.code).toBe('invalid-request');
      expect(error.message).toContain(place);
      expect(error.message).not.toMatch(/Planted|note|subject/);
    });
    expect(kept).toEqual([]);
  });

  it.each([
    ['an empty batch', [], BATCH],
    ['more than the agreed number', Array.from({ length: 21 }, () => newEvent()), BATCH],
    ['a single event as a batch', newEvent(), BATCH],
    ['a batch as a single event', [newEvent()], SINGLE],
    ['broken JSON', '[{"specversion":"1.0"', BATCH],
    ['no body', '', BATCH],
  ])('refuses %s', async (_name, body, type) => {
    const { status, json } = await post(body, type);
    expect([status, cityErrorSchema.parse(json).error.code]).toEqual([400, 'invalid-request']);
  });

  it('says that it does not understand another content type', async () => {
    const { status, json } = await post([newEvent()], 'text/plain');
    expect([status, cityErrorSchema.parse(json).error.code]).toEqual([415, 'unsupported-media-type']);
  });

  describe('with the digest of what was sent', () => {
    const postWith = async (digest: string, body: string): Promise<[number, unknown]> => {
      const answer = await fetch(new URL(CITY_PATHS.events, test.city.url), {
        method: 'POST',
        headers: { authorization: `Bearer ${test.token}`, 'content-type': BATCH, 'content-digest': digest },
        body,
      });
      return [answer.status, await answer.json()];
    };
    const digestOf = (body: string): string => createHash('sha256').update(body).digest('base64');

    it('takes what is whole', async () => {
      const body = JSON.stringify([newEvent()]);
      expect(await postWith(`sha-256=:${digestOf(body)}:`, body)).toMatchObject([202, { accepted: 1 }]);
      const other = JSON.stringify([newEvent()]);
      const both = `sha-512=:${'A'.repeat(86)}==:, sha-256=:${digestOf(other)}:`;
      expect(await postWith(both, other)).toMatchObject([202, { accepted: 1 }]);
    });

    it('asks again for what was damaged, even if it could be read', async () => {
      const body = JSON.stringify([newEvent()]);
      const kept = await eventsDuring(async () => {
        const damaged = body.replace('15:59', '15:58');
        const answer = await postWith(`sha-256=:${digestOf(body)}:`, damaged);
        expect(answer).toMatchObject([400, { error: { code: 'damaged' } }]);
      });
      expect(kept).toEqual([]);
    });

    it('takes a digest of a kind that it does not know for none', async () => {
      expect(await postWith('md5=:AAAA:', JSON.stringify([newEvent()]))).toMatchObject([202, { accepted: 1 }]);
    });
  });

  it('refuses what is larger than a batch can be', async () => {
    const { status, json } = await post(`["${'x'.repeat(20 * 64 * 1024)}"]`);
    expect([status, cityErrorSchema.parse(json).error.code]).toEqual([413, 'too-large']);
  });
});
