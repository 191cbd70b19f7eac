import type { Meeting } from '../meetings/meeting.ts';
import type { Person } from '../meetings/person.ts';

const NAME = 'JSESSIONID';

/**
 * The Set-Cookie line of a join, with the attributes of bbb-web and no SameSite. BBB is always behind
 * https and sends `Secure`; Chromium takes such a cookie over plain http as well when the address is
 * the machine's own, and that is the only place where a stand-in belongs.
 */
export const sessionCookie = (httpSession: string): string => `${NAME}=${httpSession}; Path=/; Secure; HttpOnly`;

/** The JSESSIONID of a request's Cookie line; null when it brings none. */
export const httpSessionOf = (cookieLine: string | undefined): string | null =>
  (cookieLine ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .find((pair) => pair.startsWith(`${NAME}=`))
    ?.slice(NAME.length + 1) ?? null;

/** A session token opens nothing without the cookie of the browser that joined, unless the meeting says so. */
export const mayUse = (meeting: Meeting, person: Person, cookieLine: string | undefined): boolean =>
  meeting.plan.allowRequestsWithoutSession || httpSessionOf(cookieLine) === person.credentials.httpSession;
