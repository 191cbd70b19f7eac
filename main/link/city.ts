import ky, { HTTPError, TimeoutError, type KyInstance } from 'ky';
import { z } from 'zod';
import { codeAnswerSchema, type CodeAnswer, type CodeRequest } from '../../contract/access-code.ts';
import { CITY_PATHS, cityErrorSchema, roomListSchema, type CityErrorCode } from '../../contract/city-api.ts';
import { ATTACHMENT_TYPES, type AttachmentKind } from '../../contract/command.ts';
import {
  enrolmentAnswerSchema,
  tokenAnswerSchema,
  type EnrolmentAnswer,
  type EnrolmentRequest,
  type RenewalRequest,
  type TokenAnswer,
} from '../../contract/enrolment.ts';
import type { FailureCode } from '../../contract/failure.ts';
import { helpCallSchema, type HelpCall, type HelpCallId, type HelpRequest } from '../../contract/help.ts';
import { joinAnswerSchema, type JoinAnswer, type JoinRequest } from '../../contract/join.ts';
import type { Reporting } from '../../contract/reporting.ts';
import type { Room, RoomId } from '../../contract/room.ts';
import { signedEnvelopeSchema, type SignedEnvelope } from '../../contract/signed.ts';
import { readText } from './answer-text.ts';
import { createEventDelivery, type EventDelivery } from './event-delivery.ts';

export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  /** `retryAfterSeconds` is there when the city said it. */
  | { readonly ok: false; readonly code: FailureCode; readonly retryAfterSeconds?: number };

export interface CityLink extends EventDelivery {
  /** Signed, and not opened yet. */
  configuration(): Promise<Answer<SignedEnvelope>>;
  rooms(): Promise<Answer<readonly Room[]>>;
  checkCode(request: CodeRequest, signal: AbortSignal): Promise<Answer<CodeAnswer>>;
  join(room: RoomId, request: JoinRequest, signal: AbortSignal): Promise<Answer<JoinAnswer>>;
  callStaff(request: HelpRequest): Promise<Answer<HelpCall>>;
  lookAtCall(id: HelpCallId): Promise<Answer<HelpCall>>;
  closeCall(id: HelpCallId): Promise<Answer<HelpCall>>;
  /**
   * Opens the stream of commands; its bytes are server-sent events.
   * @param after the highest version that has come
   * @param signal ends the stream
   */
  orders(after: number, signal: AbortSignal): Promise<Answer<ReadableStream<Uint8Array>>>;
  /** Sends what a command asked for. @returns whether the city has it */
  attach(order: string, kind: AttachmentKind, body: Uint8Array): Promise<boolean>;
  /** Milliseconds to add to this machine's clock to have the city's; 0 until the city was heard. */
  clockOffset(): number;
}

/** What a terminal asks without a token. */
export interface EnrolmentLine extends Pick<CityLink, 'clockOffset'> {
  enrol(request: EnrolmentRequest): Promise<Answer<EnrolmentAnswer>>;
  renew(request: RenewalRequest): Promise<Answer<TokenAnswer>>;
}

export interface CityLinkOptions {
  readonly city: string;
  /** The network stack: Electron's, so that proxies and the system's certificates count. */
  readonly fetch: (request: Request) => Promise<Response>;
  /** The same with the terminal's token, for requests to the city alone; without it they carry none. */
  readonly fetchFromCity?: (request: Request) => Promise<Response>;
  readonly now: () => number;
  /** How long one answer may take, asked anew for each request. */
  readonly answerSeconds: () => number;
  /** Where and how events are delivered. */
  readonly reporting: () => Reporting;
}

/** `Date` counts whole seconds and is as old as the way of the answer: less than this is no difference. */
const CLOCK_GRAIN_MS = 2_000;

/** A configuration with its texts, or a list of 500 rooms, is far below this; HTML of a captive portal may not be. */
const ANSWER_MAX_BYTES = 4 * 1024 * 1024;

/** What the city's codes mean for a visitor; the others are the city's own trouble. */
const FAILURE_OF_CITY_ERROR: ReadonlyMap<string, FailureCode> = new Map<CityErrorCode, FailureCode>([
  ['unauthorized', 'city-refused'],
  ['code-needed', 'code-needed'],
  ['code-wrong', 'code-wrong'],
  ['code-wait', 'code-wait'],
  ['enrolment-code-wrong', 'enrolment-code-wrong'],
  ['enrolment-code-used', 'enrolment-code-used'],
  ['enrolment-code-expired', 'enrolment-code-expired'],
  ['terminal-refused', 'terminal-refused'],
  ['terminal-cloned', 'terminal-cloned'],
  ['clock-differs', 'clock-differs'],
  ['not-found', 'room-gone'],
  ['terms-outdated', 'terms-outdated'],
  ['room-full', 'room-full'],
  ['meeting-ended', 'meeting-over'],
  ['meeting-not-started', 'meeting-not-started'],
  ['meeting-server-refused', 'meeting-refused'],
  ['meeting-server-unreachable', 'meeting-server-away'],
]);

const readJson = async (response: Response, until: AbortSignal): Promise<unknown> =>
  JSON.parse(await readText(response, ANSWER_MAX_BYTES, until));

/** The city's own word in a non-2xx answer; null when it is not the city that speaks. */
const cityErrorCodeOf = async (response: Response, until: AbortSignal): Promise<string | null> => {
  const parsed = cityErrorSchema.safeParse(await readJson(response, until).catch(() => null));
  return parsed.success ? parsed.data.error.code : null;
};

/** A non-2xx answer: ours if it has our shape, otherwise something between us and the city. */
const failureOf = async (response: Response, until: AbortSignal): Promise<FailureCode> => {
  const code = await cityErrorCodeOf(response, until);
  if (code === null) return response.status >= 500 ? 'city-failed' : 'city-malformed';
  return FAILURE_OF_CITY_ERROR.get(code) ?? 'city-failed';
};

/** More than the city ever asks for; a proxy's own may be hours. */
const RETRY_AFTER_MAX_SECONDS = 60;

const retryAfterOf = (response: Response): { readonly retryAfterSeconds?: number } => {
  const seconds = /^\d{1,6}$/.exec(response.headers.get('retry-after') ?? '')?.[0];
  return seconds === undefined ? {} : { retryAfterSeconds: Math.min(Number(seconds), RETRY_AFTER_MAX_SECONDS) };
};

/** These events as they are will never be taken. A proxy's own 400 does not count: they wait for the city. */
const isFinalRefusal = async (response: Response, until: AbortSignal): Promise<boolean> => {
  const code = await cityErrorCodeOf(response, until);
  return code === 'invalid-request' || code === 'too-large';
};

/** ky's own limit ends with the head of an answer, ours with its last byte. */
const isTooSlow = (error: unknown): boolean =>
  error instanceof TimeoutError || (error instanceof DOMException && error.name === 'TimeoutError');

/**
 * The one line to the city endpoint. Each call ends with a value or a failure code, never throws, and is
 * tried once: the caller knows whether a second try helps the person waiting.
 */
export const createCityLink = (options: CityLinkOptions): CityLink & EnrolmentLine => {
  let offset = 0;
  const { fetchFromCity = options.fetch } = options;
  const client: KyInstance = ky.create({
    prefixUrl: options.city,
    retry: 0,
    throwHttpErrors: true,
    // No cookie is ever part of this line, and a redirect would carry the token to somebody else.
    credentials: 'omit',
    redirect: 'error',
    headers: { accept: 'application/json' },
    fetch: (input, init) => fetchFromCity(new Request(input, init)),
    hooks: {
      afterResponse: [
        (_request, _options, response) => {
          const date = Date.parse(response.headers.get('date') ?? '');
          const next = date - options.now();
          if (Number.isFinite(next) && Math.abs(next - offset) > CLOCK_GRAIN_MS) offset = next;
        },
      ],
    },
  });

  /** @param until ends the waiting for the answer's body */
  const ask = async <T>(
    schema: z.ZodType<T>,
    until: AbortSignal,
    request: () => Promise<Response>,
  ): Promise<Answer<T>> => {
    try {
      const parsed = schema.safeParse(await readJson(await request(), until));
      return parsed.success ? { ok: true, value: parsed.data } : { ok: false, code: 'city-malformed' };
    } catch (error) {
      if (error instanceof HTTPError) {
        return { ok: false, code: await failureOf(error.response, until), ...retryAfterOf(error.response) };
      }
      if (isTooSlow(error)) return { ok: false, code: 'city-slow' };
      if (error instanceof SyntaxError) return { ok: false, code: 'city-malformed' };
      return { ok: false, code: 'city-unreachable' };
    }
  };

  const timeout = (): number => options.answerSeconds() * 1000;

  const look = <T>(path: string, schema: z.ZodType<T>): Promise<Answer<T>> =>
    ask(schema, AbortSignal.timeout(timeout()), () => client.get(path, { timeout: timeout() }));

  return {
    configuration: () => look(CITY_PATHS.configuration, signedEnvelopeSchema),
    rooms: async () => {
      const answer = await look(CITY_PATHS.rooms, roomListSchema);
      return answer.ok ? { ok: true, value: answer.value.rooms } : answer;
    },
    checkCode: (request, signal) => {
      const until = AbortSignal.any([signal, AbortSignal.timeout(timeout())]);
      return ask(codeAnswerSchema, until, () =>
        client.post(CITY_PATHS.code, { json: request, signal: until, timeout: false }),
      );
    },
    join: (room, request, signal) =>
      // The visitor sees progress and can cancel; the machine gives up by itself, so no short limit here.
      ask(joinAnswerSchema, signal, () =>
        client.post(CITY_PATHS.join(room), { json: request, signal, timeout: false }),
      ),
    callStaff: (request) =>
      ask(helpCallSchema, AbortSignal.timeout(timeout()), () =>
        client.post(CITY_PATHS.helpCalls, { json: request, timeout: timeout() }),
      ),
    lookAtCall: (id) => look(CITY_PATHS.helpCall(id), helpCallSchema),
    closeCall: (id) =>
      ask(helpCallSchema, AbortSignal.timeout(timeout()), () =>
        client.delete(CITY_PATHS.helpCall(id), { timeout: timeout() }),
      ),
    orders: async (after, signal) => {
      try {
        const headers = { accept: 'text/event-stream', 'last-event-id': String(after) };
        const response = await client.get(CITY_PATHS.orders, { headers, signal, timeout: false });
        const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') ?? false;
        if (isStream && response.body !== null) return { ok: true, value: response.body };
        await response.body?.cancel();
        return { ok: false, code: 'city-malformed' };
      } catch (error) {
        if (!(error instanceof HTTPError)) return { ok: false, code: 'city-unreachable' };
        return { ok: false, code: await failureOf(error.response, AbortSignal.timeout(timeout())) };
      }
    },
    attach: async (order, kind, body) => {
      const until = AbortSignal.timeout(timeout());
      try {
        const response = await client.post(CITY_PATHS.orderAttachment(order), {
          body: new Blob([Uint8Array.from(body)]),
          headers: { 'content-type': ATTACHMENT_TYPES[kind] },
          timeout: timeout(),
        });
        await readText(response, ANSWER_MAX_BYTES, until).catch(() => '');
        return true;
      } catch {
        return false;
      }
    },
    ...createEventDelivery({
      reporting: options.reporting,
      postToCity: (body, headers, until) =>
        client.post(CITY_PATHS.events, {
          body,
          headers,
          signal: until,
          timeout: false,
          throwHttpErrors: false,
        }),
      fetch: options.fetch,
      isFinalRefusal,
      now: () => options.now() + offset,
      timeoutMs: timeout,
    }),
    enrol: (request) =>
      ask(enrolmentAnswerSchema, AbortSignal.timeout(timeout()), () =>
        client.post(CITY_PATHS.enrolment, { json: request, timeout: timeout() }),
      ),
    renew: (request) =>
      ask(tokenAnswerSchema, AbortSignal.timeout(timeout()), () =>
        client.post(CITY_PATHS.token, { json: request, timeout: timeout() }),
      ),
    clockOffset: () => offset,
  };
};
