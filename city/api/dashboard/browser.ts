import type { FastifyRequest } from 'fastify';
import { Refusal } from '../../refusal.ts';

/**
 * With `__Host-` a browser lets no neighbouring host and no plain http set or read the cookie; it takes such a name
 * over https only (RFC 6265bis, section 4.1.3.2).
 */
const SECURE_COOKIE = '__Host-stadtfenster';
/** For a city that is tried on its own machine, without TLS. */
const PLAIN_COOKIE = 'stadtfenster';

/**
 * Whether the browser speaks https, by its own word: the reverse proxy in front may not tell, but the browser sends
 * `Origin` with every request that changes something.
 */
const isSecure = (request: FastifyRequest): boolean => request.headers.origin?.startsWith('https:') ?? false;

/** What the browser holds as the session's token; null when it holds none. */
export const sessionTokenOf = (request: FastifyRequest): string | null => {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='));
  const valueOf = (name: string): string | null => pairs.find(([key]) => key === name)?.[1] ?? null;
  return valueOf(SECURE_COOKIE) ?? valueOf(PLAIN_COOKIE);
};

/** The header with which a browser takes the token, out of reach of scripts; with null it forgets it. */
export const sessionCookie = (request: FastifyRequest, token: string | null): string => {
  const secure = isSecure(request);
  return [
    `${secure ? SECURE_COOKIE : PLAIN_COOKIE}=${token ?? ''}`,
    'Path=/',
    'HttpOnly',
    'SameSite=Strict',
    ...(secure ? ['Secure'] : []),
    // Without an age it ends with the browser; the session itself ends earlier.
    ...(token === null ? ['Max-Age=0'] : []),
  ].join('; ');
};

const hostOf = (origin: string | undefined): string | null =>
  origin !== undefined && URL.canParse(origin) ? new URL(origin).host : null;

/**
 * Lets only our own pages change anything. Browsers say themselves where a request comes from (`Sec-Fetch-Site`, to
 * https and to the own machine), and no page can forge that; where it is missing, `Origin` must name this host. This
 * needs no token that a page would have to carry, and holds for the sign-in itself, where there is no session yet
 * (OWASP Cross-Site Request Forgery Prevention, Fetch Metadata). `SameSite=Strict` is the second lock.
 * @throws Refusal `foreign-page`
 */
export const requireOwnPage = ({ headers }: FastifyRequest): void => {
  const site = headers['sec-fetch-site'];
  const isOwn = site === undefined ? hostOf(headers.origin) === headers.host : site === 'same-origin';
  if (!isOwn) throw new Refusal('foreign-page', 'The request does not come from a page of the dashboard.');
};

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/**
 * Where a browser is, for counting attempts. What a reverse proxy on the same machine says is believed, and of it only
 * the last address: the others are whatever the browser wrote.
 */
export const addressOf = ({ ip, headers }: FastifyRequest): string => {
  const forwarded = headers['x-forwarded-for'];
  if (!LOOPBACK.has(ip) || forwarded === undefined) return ip;
  return String(forwarded).split(',').at(-1)?.trim() ?? ip;
};
