import { createHash } from 'node:crypto';
import type { CityEvent } from '../../contract/events.ts';
import type { ContentMode, Reporting } from '../../contract/reporting.ts';
import type { DeliveryAnswer } from '../report/deliver.ts';
import { readText } from './answer-text.ts';
import { readRetryAfter } from './retry-after.ts';

/**
 * What an event is called in its content mode (CloudEvents 1.0, HTTP binding and JSON format). Without a character set:
 * JSON has only one, and there are receivers that know the bare name only (the JavaScript SDK).
 */
const CONTENT_TYPES: Readonly<Record<ContentMode, string>> = {
  structured: 'application/cloudevents+json',
  batch: 'application/cloudevents-batch+json',
  'json-array': 'application/json',
};

/** The status says it all; the body is only read so that the connection can be used again. */
const BODY_MAX_BYTES = 64 * 1024;

export interface EventDeliveryPorts {
  readonly reporting: () => Reporting;
  /** Posts to the city endpoint itself; resolves with whatever it answers. */
  readonly postToCity: (
    body: string,
    headers: Readonly<Record<string, string>>,
    until: AbortSignal,
  ) => Promise<Response>;
  /** The network stack, for an event platform of the city's own. */
  readonly fetch: (request: Request) => Promise<Response>;
  /** Whether the city endpoint itself said that these events will never be taken: a proxy's 400 does not count. */
  readonly isFinalRefusal: (response: Response, until: AbortSignal) => Promise<boolean>;
  /** The receiver's time, milliseconds since 1970. */
  readonly now: () => number;
  readonly timeoutMs: () => number;
}

export interface EventDelivery {
  deliver(events: readonly CityEvent[]): Promise<DeliveryAnswer>;
  /** How many events go with one request. */
  batchMax(): number;
  /** How long the last answer took, in milliseconds; null before the first. */
  answerMs(): number | null;
}

/** Such events as these will never be taken (RFC 9110): malformed, too large, not understood. */
const REFUSED = new Set([400, 413, 422]);

/** So that what was damaged on the way is not taken for what was meant (RFC 9530). */
const digestOf = (body: string): string => `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;

/** Brings events to whom the configuration names, in the content mode that it names. */
export const createEventDelivery = (ports: EventDeliveryPorts): EventDelivery => {
  /** The configuration whose content mode was refused (415): its events go one by one. */
  let singlesFor: string | null = null;
  let answerMs: number | null = null;

  const modeOf = (reporting: Reporting): ContentMode =>
    singlesFor === JSON.stringify(reporting) ? 'structured' : reporting.contentMode;

  const post = (body: string, mode: ContentMode, { url, token }: Reporting, until: AbortSignal): Promise<Response> => {
    const headers = { 'content-type': CONTENT_TYPES[mode], 'content-digest': digestOf(body) };
    if (url === undefined) return ports.postToCity(body, headers, until);
    const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
    // A redirect would carry events and token to somebody else (CloudEvents web hooks forbid to follow).
    const init = {
      method: 'POST',
      body,
      headers: { ...headers, ...authorization },
      signal: until,
      redirect: 'error',
      credentials: 'omit',
    } as const;
    return ports.fetch(new Request(url, init));
  };

  const judge = async (
    response: Response,
    reporting: Reporting,
    until: AbortSignal,
  ): Promise<DeliveryAnswer | 'singles'> => {
    const { status } = response;
    if (REFUSED.has(status)) {
      const isFinal = reporting.url !== undefined || (await ports.isFinalRefusal(response, until));
      return isFinal ? 'refused' : 'later';
    }
    await readText(response, BODY_MAX_BYTES, until).catch(() => '');
    if (status >= 200 && status < 300) return 'taken';
    if (status === 410) return 'gone';
    if (status === 415 && modeOf(reporting) !== 'structured') return 'singles';
    const waitMs = readRetryAfter(response.headers.get('retry-after'), ports.now());
    return waitMs === null ? 'later' : { waitMs };
  };

  const send = async (events: readonly CityEvent[], reporting: Reporting): Promise<DeliveryAnswer> => {
    const mode = modeOf(reporting);
    // Those that were taken are sent again if a later one is not: the city drops doubles.
    const bodies = mode === 'structured' ? events.map((event) => JSON.stringify(event)) : [JSON.stringify(events)];
    for (const body of bodies) {
      const until = AbortSignal.timeout(ports.timeoutMs());
      const asked = performance.now();
      const answer = await judge(await post(body, mode, reporting, until), reporting, until);
      answerMs = Math.round(performance.now() - asked);
      if (answer === 'singles') {
        singlesFor = JSON.stringify(reporting);
        return send(events, reporting);
      }
      if (answer !== 'taken') return answer;
    }
    return 'taken';
  };

  return {
    deliver: async (events) => {
      try {
        return await send(events, ports.reporting());
      } catch {
        return 'later';
      }
    },
    batchMax: () => {
      const reporting = ports.reporting();
      return modeOf(reporting) === 'structured' ? 1 : reporting.maxBatchEvents;
    },
    answerMs: () => answerMs,
  };
};
