import type { onRequestAsyncHookHandler } from 'fastify';
import { findTerminalOfToken } from '../fleet/device-tokens.ts';
import { Refusal } from '../refusal.ts';
import type { Database } from '../store/open-store.ts';

/** Lets through whoever carries a valid device token, and notes which terminal it is. */
export const requireDeviceToken =
  (db: Database): onRequestAsyncHookHandler =>
  async (request, reply) => {
    const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    const terminal = token === undefined ? null : await findTerminalOfToken(db, token);
    if (terminal === null) {
      // RFC 9110 asks for the challenge with every 401.
      void reply.header('www-authenticate', 'Bearer');
      throw new Refusal('unauthorized', 'The device token is missing or not valid.');
    }
    request.terminal = terminal;
  };
