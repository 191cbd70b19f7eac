import type { onRequestAsyncHookHandler } from 'fastify';
import type { FindTerminal } from '../fleet/token-cache.ts';
import { Refusal } from '../refusal.ts';

/** Lets through whoever carries a bearer token that is good now, and notes which terminal it is. */
export const requireBearerToken =
  (findTerminal: FindTerminal): onRequestAsyncHookHandler =>
  async (request, reply) => {
    const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    const terminal = token === undefined ? null : await findTerminal(token);
    if (terminal === null) {
      // RFC 9110 asks for the challenge with every 401.
      void reply.header('www-authenticate', 'Bearer');
      throw new Refusal('unauthorized', 'The bearer token is missing, or not valid any more.');
    }
    request.terminal = terminal;
  };
