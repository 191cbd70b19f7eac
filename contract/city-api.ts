import { z } from 'zod';
import { ROOMS_MAX, roomSchema } from './room.ts';

/** Paths of the city endpoint's API for terminals. */
export const CITY_PATHS = {
  configuration: 'v1/configuration',
  rooms: 'v1/rooms',
  /** @param roomId a {@link RoomId}, safe in a path by its pattern */
  join: (roomId: string): string => `v1/rooms/${roomId}/join`,
  code: 'v1/code',
  events: 'v1/events',
  helpCalls: 'v1/help-calls',
  /** @param id a {@link HelpCallId} */
  helpCall: (id: string): string => `v1/help-calls/${id}`,
  /** Commands as server-sent events, in one answer that stays open. */
  orders: 'v1/orders',
  /** @param id of the command that the terminal sends something for */
  orderAttachment: (id: string): string => `v1/orders/${id}/attachment`,
  /** Whether terminals can be served. */
  /** Open to whoever has an enrolment code. */
  enrolment: 'v1/enrolment',
  /** Open to whoever has the key of a terminal. */
  token: 'v1/token',
  health: 'health',
  /** Whether the process lives at all. */
  live: 'health/live',
  /** This API, described as OpenAPI 3.1. */
  openApi: 'openapi.json',
} as const;

/**
 * A bearer token names its terminal and carries a secret: `bibliothek-1.<43 base64url characters>`
 * (256 bit). It lives for an hour; the city stores only a hash of it.
 */
export const bearerTokenSchema = z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?\.[A-Za-z0-9_-]{43}$/);

export const roomListSchema = z.object({
  rooms: z.array(roomSchema).max(ROOMS_MAX),
});

/** Why the city refuses; each has one HTTP status. */
export const CITY_ERROR_STATUS = {
  'invalid-request': 400,
  /** What arrived is not what was sent (`Content-Digest`): the same again may be taken. */
  damaged: 400,
  unauthorized: 401,
  'code-needed': 403,
  /** Alike for a code that is none, one of another room, and a room that is none. */
  'code-wrong': 403,
  'enrolment-code-wrong': 403,
  /** An enrolment code opens one place for one terminal. */
  'enrolment-code-used': 403,
  'enrolment-code-expired': 403,
  /** Alike for a terminal that is none, one that was revoked, and one whose place another machine has got. */
  'terminal-refused': 403,
  /** Two machines have renewed with the same identity. */
  'terminal-cloned': 403,
  'not-found': 404,
  /** The time in a signed request is not the city's; `Date` of the answer is. */
  'clock-differs': 409,
  'terms-outdated': 409,
  'room-full': 409,
  'meeting-ended': 409,
  'meeting-not-started': 409,
  'too-large': 413,
  'unsupported-media-type': 415,
  'rate-limited': 429,
  /** Too many wrong codes; `Retry-After` says how many seconds to wait. */
  'code-wait': 429,
  'internal-error': 500,
  /** The city endpoint is stopping, or its store is away; `Retry-After` says when to ask again. */
  unavailable: 503,
  /** The BBB server answered, but not with what the API promises, or refused us. */
  'meeting-server-refused': 502,
  /** The BBB server did not answer in time or at all. */
  'meeting-server-unreachable': 503,
} as const;

export type CityErrorCode = keyof typeof CITY_ERROR_STATUS;

export const cityErrorSchema = z.object({
  error: z.object({
    code: z.string(),
    /** One English sentence for operators; never holds what a visitor typed. */
    message: z.string(),
  }),
});
