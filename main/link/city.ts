import ky, { HTTPError, TimeoutError, type KyInstance } from 'ky';
import { z } from 'zod';
import { CITY_PATHS, cityErrorSchema, roomListSchema, type CityErrorCode } from '../../contract/city-api.ts';
import { cityConfigurationSchema, type CityConfiguration } from '../../contract/configuration.ts';
import type { CityEvent } from '../../contract/events.ts';
import type { FailureCode } from '../../contract/failure.ts';
import { joinAnswerSchema, type JoinAnswer, type JoinRequest } from '../../contract/join.ts';
import type { Room, RoomId } from '../../contract/room.ts';

export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly code: FailureCode };

export interface CityLink {
  configuration(): Promise<Answer<CityConfiguration>>;
  rooms(): Promise<Answer<readonly Room[]>>;
  join(room: RoomId, request: JoinRequest, signal: AbortSignal): Promise<Answer<JoinAnswer>>;
  /** @returns whether the city has taken them, will never take them, or should be asked again later */
  deliver(events: readonly CityEvent[]): Promise<'taken' | 'refused' | 'later'>;
  /** Milliseconds to add to this machine's clock to have the city's; 0 until the city was heard. */
  clockOffset(): number;
}

export interface CityLinkOptions {
  readonly city: string;
  readonly token: string;
  /** The network stack: Electron's, so that proxies and the system's certificates count. */
  readonly fetch: (request: Request) => Promise<Response>;
  readonly now: () => number;
  /** How long one answer may take, asked anew for each request. */
  readonly answerSeconds: () => number;
}

/** A configuration with its texts, or a list of 500 rooms, is far below this; HTML of a captive portal may not be. */
const ANSWER_MAX_BYTES = 4 * 1024 * 1024;

const FAILURE_OF_CITY_ERROR: Partial<Record<CityErrorCode, FailureCode>> = {
  unauthorized: 'city-refused',
  'code-needed': 'code-needed',
  'not-found': 'room-gone',
  'terms-outdated': 'terms-outdated',
  'room-full': 'room-full',
  'meeting-ended': 'meeting-over',
  'meeting-server-refused': 'meeting-refused',
  'meeting-server-unreachable': 'meeting-server-away',
};

const isCityErrorCode = (code: string): code is keyof typeof FAILURE_OF_CITY_ERROR => code in FAILURE_OF_CITY_ERROR;

const readJson = async (response: Response): Promise<unknown> => {
  const text = await response.text();
  if (text.length > ANSWER_MAX_BYTES) throw new SyntaxError('answer too large');
  return JSON.parse(text);
};

/** A non-2xx answer: ours if it has our shape, otherwise something between us and the city. */
const failureOf = async (response: Response): Promise<FailureCode> => {
  const parsed = cityErrorSchema.safeParse(await readJson(response).catch(() => null));
  if (!parsed.success) return response.status >= 500 ? 'city-failed' : 'city-malformed';
  const { code } = parsed.data.error;
  return (isCityErrorCode(code) ? FAILURE_OF_CITY_ERROR[code] : undefined) ?? 'city-failed';
};

/** These events as they are will never be taken. A proxy's own 400 does not count: they wait for the city. */
const isFinalRefusal = async (response: Response): Promise<boolean> => {
  const parsed = cityErrorSchema.safeParse(await readJson(response).catch(() => null));
  return parsed.success && ['invalid-request', 'too-large'].includes(parsed.data.error.code);
};

/**
 * The one line to the city endpoint. Each call ends with a value or a failure code, never throws, and is
 * tried once: the caller knows whether a second try helps the person waiting.
 */
export const createCityLink = (options: CityLinkOptions): CityLink => {
  let offset = 0;
  const client: KyInstance = ky.create({
    prefixUrl: options.city,
    retry: 0,
    throwHttpErrors: true,
    // No cookie is ever part of this line, and a redirect would carry the token to somebody else.
    credentials: 'omit',
    redirect: 'error',
    headers: { authorization: `Bearer ${options.token}`, accept: 'application/json' },
    fetch: (input, init) => options.fetch(new Request(input, init)),
    hooks: {
      afterResponse: [
        (_request, _options, response) => {
          const date = Date.parse(response.headers.get('date') ?? '');
          if (Number.isFinite(date)) offset = date - options.now();
        },
      ],
    },
  });

  const ask = async <T>(schema: z.ZodType<T>, request: () => Promise<Response>): Promise<Answer<T>> => {
    try {
      const parsed = schema.safeParse(await readJson(await request()));
      return parsed.success ? { ok: true, value: parsed.data } : { ok: false, code: 'city-malformed' };
    } catch (error) {
      if (error instanceof HTTPError) return { ok: false, code: await failureOf(error.response) };
      if (error instanceof TimeoutError) return { ok: false, code: 'city-slow' };
      if (error instanceof SyntaxError) return { ok: false, code: 'city-malformed' };
      return { ok: false, code: 'city-unreachable' };
    }
  };

  const timeout = (): number => options.answerSeconds() * 1000;

  return {
    configuration: () =>
      ask(cityConfigurationSchema, () => client.get(CITY_PATHS.configuration, { timeout: timeout() })),
    rooms: async () => {
      const answer = await ask(roomListSchema, () => client.get(CITY_PATHS.rooms, { timeout: timeout() }));
      return answer.ok ? { ok: true, value: answer.value.rooms } : answer;
    },
    join: (room, request, signal) =>
      // The visitor sees progress and can cancel; the machine gives up by itself, so no short limit here.
      ask(joinAnswerSchema, () => client.post(CITY_PATHS.join(room), { json: request, signal, timeout: false })),
    deliver: async (events) => {
      try {
        await client.post(CITY_PATHS.events, {
          body: JSON.stringify(events),
          headers: { 'content-type': 'application/cloudevents-batch+json' },
          timeout: timeout(),
        });
        return 'taken';
      } catch (error) {
        return error instanceof HTTPError && (await isFinalRefusal(error.response)) ? 'refused' : 'later';
      }
    },
    clockOffset: () => offset,
  };
};
