import type { onRequestAsyncHookHandler } from 'fastify';
import { findTerminalOfToken } from '../fleet/bearer-tokens.ts';
import { Refusal } from '../refusal.ts';
import type { Database } from '../store/open-store.ts';

/** Lets through whoever carries a bearer token that is good now, and notes which terminal it is. */
export const requireBearerToken =
  (db: Database, now: () => number): onRequestAsyncHookHandler =>
  async (request, reply) => {
    const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    const terminal = token === undefined ? null : await findTerminalOfToken(db, token, now());
    if (terminal === null) {
      // RFC 9110 asks for the challenge with every 401.
      void reply.header('www-authenticate', 'Bearer');
      throw new Refusal('unauthorized', 'The bearer token is missing, or not valid any more.');
    }
    request.terminal = terminal;
  };
