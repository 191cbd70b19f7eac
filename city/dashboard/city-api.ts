import { z } from 'zod';
import { cityErrorSchema } from '../../contract/city-api.ts';
import {
  auditPageSchema,
  type AuditPage,
  DASHBOARD_PATHS,
  type Fleet,
  fleetSchema,
  signedInSchema,
  type SignedIn,
  type TerminalPage,
  terminalPageSchema,
} from '../../contract/dashboard.ts';

/** An answer of the city that is no success; `code` as in the contract, `unreachable` when none came. */
export class CityFailure extends Error {
  readonly code: string;
  /** After how many seconds it may be tried again. */
  readonly waitSeconds: number;

  constructor(code: string, waitSeconds = 0) {
    super(code);
    this.name = 'CityFailure';
    this.code = code;
    this.waitSeconds = waitSeconds;
  }
}

/** When somebody last touched a key, the mouse or the screen since the last request. */
let isAttended = true;
for (const type of ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchmove']) {
  window.addEventListener(type, () => (isAttended = true), { passive: true });
}

interface Question {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly body?: unknown;
  /** The `ETag` of what is known already. */
  readonly known?: string | null;
}

/** Asks the city. @throws CityFailure when it does not answer, or refuses */
export const ask = async (path: string, { method = 'GET', body, known = null }: Question = {}): Promise<Response> => {
  const headers = {
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(known === null ? {} : { 'if-none-match': known }),
    // A page that nobody looks at must not keep somebody signed in.
    ...(isAttended ? {} : { 'x-unattended': '1' }),
  };
  isAttended = false;
  const request = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  const response = await fetch(`/${path}`, request).catch(() => null);
  if (response === null) throw new CityFailure('unreachable');
  if (response.ok || response.status === 304) return response;
  const refused = cityErrorSchema.safeParse(await response.json().catch(() => null));
  throw new CityFailure(refused.data?.error.code ?? 'unreachable', Number(response.headers.get('retry-after')));
};

/** What an answer holds. @throws CityFailure also when it is not as agreed */
export const answer = async <T>(schema: z.ZodType<T>, response: Promise<Response>): Promise<T> => {
  const parsed = schema.safeParse(await (await response).json().catch(() => null));
  if (!parsed.success) throw new CityFailure('malformed');
  return parsed.data;
};

/** @returns who is signed in in this browser, null when nobody is */
export const whoIsSignedIn = async (): Promise<SignedIn | null> => {
  try {
    return await answer(signedInSchema, ask(DASHBOARD_PATHS.session));
  } catch (error) {
    if (error instanceof CityFailure && error.code === 'signed-out') return null;
    throw error;
  }
};

/** @throws CityFailure `sign-in-wrong` or `sign-in-wait` */
export const signIn = (name: string, password: string): Promise<SignedIn> =>
  answer(signedInSchema, ask(DASHBOARD_PATHS.session, { method: 'POST', body: { name, password } }));

/** Makes the first account with its one-time link, and signs in with it. */
export const makeFirstAccount = (link: string, name: string, password: string): Promise<SignedIn> =>
  answer(signedInSchema, ask(DASHBOARD_PATHS.firstAccount, { method: 'POST', body: { link, name, password } }));

/** Changes the own password. */
export const changePassword = (current: string, next: string): Promise<SignedIn> =>
  answer(signedInSchema, ask(DASHBOARD_PATHS.password, { method: 'POST', body: { current, next } }));

/** Ends the session of this browser. */
export const signOut = async (): Promise<void> => {
  await ask(DASHBOARD_PATHS.session, { method: 'DELETE' });
};

/** @returns the fleet and its `ETag`, null when it is as it was */
export const readFleet = async (
  known: string | null,
): Promise<{ readonly tag: string | null; readonly fleet: Fleet } | null> => {
  const response = await ask(DASHBOARD_PATHS.fleet, { known });
  if (response.status === 304) return null;
  return { tag: response.headers.get('etag'), fleet: await answer(fleetSchema, Promise.resolve(response)) };
};

/** A terminal with its settings and last events. */
export const readTerminal = (id: string): Promise<TerminalPage> =>
  answer(terminalPageSchema, ask(DASHBOARD_PATHS.terminal(id)));

/** Who did what, newest first. @param before only older entries than this one; null from the newest on */
export const readAudit = (before: number | null): Promise<AuditPage> =>
  answer(auditPageSchema, ask(`${DASHBOARD_PATHS.audit}${before === null ? '' : `?before=${before}`}`));
