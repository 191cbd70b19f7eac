import type { FastifyRequest, onRequestAsyncHookHandler, onRequestHookHandler } from 'fastify';
import { type Act, may, type SignedIn } from '../../../contract/dashboard.ts';
import { findSession } from '../../accounts/sessions.ts';
import { Refusal } from '../../refusal.ts';
import type { Database } from '../../store/open-store.ts';
import { sessionTokenOf } from './browser.ts';

/** What a page sends when it only keeps itself up to date, and nobody has touched it meanwhile. */
const UNATTENDED = 'x-unattended';

/** Lets through whoever is signed in, and notes who it is. @param now milliseconds since 1970 */
export const requireAccount =
  (db: Database, now: () => number): onRequestAsyncHookHandler =>
  async (request) => {
    const isUse = request.headers[UNATTENDED] === undefined;
    request.account = await findSession(db, sessionTokenOf(request) ?? '', { now: now(), isUse });
    if (request.account === null) throw new Refusal('signed-out', 'Nobody is signed in here, or not any more.');
  };

/** Who is signed in, behind `requireAccount`. */
export const signedInOf = (request: FastifyRequest): SignedIn => {
  if (request.account === null) throw new Error('This route asks nobody who they are.');
  return request.account;
};

/** Lets through whose role may do it. */
export const requireRole =
  (act: Act): onRequestHookHandler =>
  (request, _reply, done) => {
    const isAllowed = may(signedInOf(request).role, act);
    done(isAllowed ? undefined : new Refusal('role-insufficient', 'The role of this account may not do this.'));
  };
