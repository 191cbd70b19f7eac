import type { onRequestAsyncHookHandler } from 'fastify';
import type { FindTerminal } from '../fleet/token-cache.ts';
import { Refusal } from '../refusal.ts';

/** Lets through whoever carries a valid device token, and notes which terminal it is. */
export const requireDeviceToken =
  (findTerminal: FindTerminal): onRequestAsyncHookHandler =>
  async (request, reply) => {
    const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    const terminal = token === undefined ? null : await findTerminal(token);
    if (terminal === null) {
      // RFC 9110 asks for the challenge with every 401.
      void reply.header('www-authenticate', 'Bearer');
      throw new Refusal('unauthorized', 'The device token is missing or not valid.');
    }
    request.terminal = terminal;
  };
