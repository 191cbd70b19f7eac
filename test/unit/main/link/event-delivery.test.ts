import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { CloudEvent, HTTP } from 'cloudevents';
import { describe, expect, it } from 'vitest';
import { DEFAULT_REPORTING, reportingSchema, type Reporting } from '../../../../contract/reporting.ts';
import type { CityLink } from '../../../../main/link/city.ts';
import { START } from '../hand-clock.ts';
import { eventOf } from '../report/event-for-test.ts';
import { cityForLink, refusal, type Heard } from './city-for-link.ts';
import { linkTo as linkWith, TOKEN } from './link-for-test.ts';

const EVENTS = [1, 2, 3].map(eventOf);

const linkTo = (city: string, reporting: Partial<Reporting> | (() => Reporting) = {}): CityLink =>
  linkWith(city, {
    reporting: typeof reporting === 'function' ? reporting : () => ({ ...DEFAULT_REPORTING, ...reporting }),
  });

const takes = (response: ServerResponse): void => void response.writeHead(202).end();

const says =
  (status: number, headers: Readonly<Record<string, string>> = {}) =>
  (response: ServerResponse): void =>
    void response.writeHead(status, headers).end();

/** What the makers of CloudEvents read out of a request: an independent look at what was sent. */
const readByOthers = ({ headers, body }: Heard): CloudEvent<unknown>[] => {
  const message = HTTP.toEvent<unknown>({ headers, body });
  return [message].flat().map((event) => new CloudEvent<unknown>(event));
};

describe('the content modes', () => {
  it.each([
    ['structured', 'application/cloudevents+json', 3],
    ['batch', 'application/cloudevents-batch+json', 1],
  ] as const)('%s is read by others as it was meant', async (contentMode, type, requests) => {
    const city = await cityForLink(takes);
    expect(await linkTo(city.url, { contentMode }).deliver(EVENTS)).toBe('taken');
    expect(city.heard.map(({ headers }) => headers['content-type'])).toEqual(Array(requests).fill(type));
    const read = city.heard.flatMap(readByOthers);
    for (const event of read) expect(event.validate()).toBe(true);
    expect(read.map(({ id, source, type: name, time, data }) => ({ id, source, type: name, time, data }))).toEqual(
      EVENTS.map(({ id, source, type: name, time, data }) => ({ id, source, type: name, time, data })),
    );
    expect(read.map((event) => event['sequence'])).toEqual([1, 2, 3]);
  });

  it('json-array is plain JSON', async () => {
    const city = await cityForLink(takes);
    expect(await linkTo(city.url, { contentMode: 'json-array' }).deliver(EVENTS)).toBe('taken');
    expect(city.heard).toHaveLength(1);
    expect(city.heard[0]?.headers['content-type']).toBe('application/json');
    expect(JSON.parse(city.heard[0]?.body ?? '')).toEqual(EVENTS);
  });

  it('are structured unless the receiver asks for another one, and then as large as it says', () => {
    expect(linkTo('https://city.example/').batchMax()).toBe(1);
    expect(linkTo('https://city.example/', { contentMode: 'batch', maxBatchEvents: 7 }).batchMax()).toBe(7);
    expect(linkTo('https://city.example/', { contentMode: 'json-array' }).batchMax()).toBe(20);
  });

  it('carry the digest of each body', async () => {
    const city = await cityForLink(takes);
    await linkTo(city.url).deliver(EVENTS);
    for (const { headers, body } of city.heard) {
      const digest = createHash('sha256').update(body).digest('base64');
      expect(headers['content-digest']).toBe(`sha-256=:${digest}:`);
    }
  });

  it('go back to single events where a batch is not understood, until the configuration changes', async () => {
    const city = await cityForLink((response, { headers }) =>
      says(headers['content-type']?.includes('batch') === true ? 415 : 202)(response),
    );
    let reporting: Reporting = { ...DEFAULT_REPORTING, contentMode: 'batch' };
    const link = linkTo(city.url, () => reporting);
    expect(await link.deliver(EVENTS)).toBe('taken');
    expect(city.heard).toHaveLength(4);
    expect(link.batchMax()).toBe(1);
    expect(await link.deliver(EVENTS)).toBe('taken');
    expect(city.heard).toHaveLength(7);
    reporting = { ...reporting, maxBatchEvents: 10 };
    expect(link.batchMax()).toBe(10);
  });

  it('lose nothing where not even single events are understood', async () => {
    const city = await cityForLink(says(415));
    expect(await linkTo(city.url, { contentMode: 'batch' }).deliver(EVENTS)).toBe('later');
  });
});

describe('an event platform of the city', () => {
  it('gets the events with its own token, and never that of the terminal', async () => {
    const platform = await cityForLink(takes);
    const link = linkTo('https://city.example/', { url: `${platform.url}events?x=1`, token: 'its-own' });
    expect(await link.deliver([eventOf(1)])).toBe('taken');
    const [heard] = platform.heard;
    expect(heard).toMatchObject({ method: 'POST', path: '/events?x=1' });
    expect(heard?.headers.authorization).toBe('Bearer its-own');
    expect(heard?.headers.cookie).toBeUndefined();
    expect(JSON.stringify(platform.heard)).not.toContain(TOKEN);
  });

  it('gets no token where none is wanted', async () => {
    const platform = await cityForLink(takes);
    await linkTo('https://city.example/', { url: platform.url }).deliver([eventOf(1)]);
    expect(platform.heard[0]?.headers.authorization).toBeUndefined();
  });

  it.each([
    [200, 'taken'],
    [201, 'taken'],
    [204, 'taken'],
    [301, 'later'],
    [307, 'later'],
    [400, 'refused'],
    [413, 'refused'],
    [422, 'refused'],
    [401, 'later'],
    [403, 'later'],
    [404, 'later'],
    [410, 'gone'],
    [500, 'later'],
  ])('says %i, which means: %s', async (status, outcome) => {
    const platform = await cityForLink(says(status, { location: 'http://127.0.0.1:9/' }));
    expect(await linkTo('https://city.example/', { url: platform.url }).deliver([eventOf(1)])).toBe(outcome);
    expect(platform.heard).toHaveLength(1);
  });

  it.each([
    [429, '30', 30_000],
    [503, '0', 0],
    [503, new Date(START + 90_000).toUTCString(), 90_000],
    [429, new Date(START - 90_000).toUTCString(), 0],
    [429, '999999999', 86_400_000],
  ])('says %i with Retry-After %s, and is left alone for %i ms', async (status, word, waitMs) => {
    const platform = await cityForLink(says(status, { 'retry-after': word }));
    expect(await linkTo('https://city.example/', { url: platform.url }).deliver([eventOf(1)])).toEqual({ waitMs });
  });

  it.each(['soon', '-1', '1e3'])('says Retry-After %j, which is no time', async (word) => {
    const platform = await cityForLink(says(503, { 'retry-after': word }));
    expect(await linkTo('https://city.example/', { url: platform.url }).deliver([eventOf(1)])).toBe('later');
  });

  it.each([
    ['http://events.example/', false],
    ['ftp://events.example/', false],
    ['events.example', false],
    ['https://events.example/in', true],
    ['http://127.0.0.1:8080/in', true],
    ['http://[::1]:8080/in', true],
  ])('is %s: allowed %s', (url, isAllowed) => {
    expect(reportingSchema.safeParse({ url }).success).toBe(isAllowed);
  });

  it('has a token that fits into one line', () => {
    expect(reportingSchema.safeParse({ token: 'a\r\nx: y' }).success).toBe(false);
    expect(reportingSchema.safeParse({ token: '' }).success).toBe(false);
  });
});

describe('the city endpoint', () => {
  it('is asked again when a body was damaged on the way', async () => {
    const city = await cityForLink(refusal(400, 'damaged'));
    expect(await linkTo(city.url).deliver([eventOf(1)])).toBe('later');
  });

  it('is left alone for as long as it asks', async () => {
    const city = await cityForLink(says(429, { 'retry-after': '7' }));
    expect(await linkTo(city.url).deliver([eventOf(1)])).toEqual({ waitMs: 7_000 });
  });

  it('is timed', async () => {
    const city = await cityForLink(takes);
    const link = linkTo(city.url);
    expect(link.answerMs()).toBeNull();
    await link.deliver([eventOf(1)]);
    expect(link.answerMs()).toBeGreaterThanOrEqual(0);
  });
});
