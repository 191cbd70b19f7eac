import { createHash } from 'node:crypto';
import { z } from 'zod';
import { DASHBOARD_PATHS, fleetSchema, may, terminalPageSchema } from '../../../contract/dashboard.ts';
import { roomIdSchema } from '../../../contract/room.ts';
import { readTimeline } from '../../events/timeline.ts';
import { createFleet } from '../../fleet/fleet.ts';
import { Refusal } from '../../refusal.ts';
import type { Database } from '../../store/open-store.ts';
import type { Routes } from '../api-types.ts';
import { requireRole, signedInOf } from './require-account.ts';

/** How many events of a terminal its page shows. */
const TIMELINE = 200;

/**
 * `GET dashboard/api/fleet`: all terminals and how they are, with an `ETag`, as pages ask every few seconds.
 * `GET dashboard/api/terminals/:id`: one of them and its last events.
 */
export const fleetRoutes =
  (db: Database, now: () => number): Routes =>
  (app, _options, done) => {
    const fleet = createFleet(db, now);
    const onRequest = requireRole('see-fleet');
    const response = { 200: fleetSchema, 304: z.null() };
    app.get(`/${DASHBOARD_PATHS.fleet}`, { onRequest, schema: { response } }, async (request, reply) => {
      const terminals = await fleet.list();
      const tag = `"${createHash('sha256').update(JSON.stringify(terminals)).digest('base64url')}"`;
      void reply.header('etag', tag);
      if (request.headers['if-none-match'] === tag) return reply.status(304).send(null);
      return reply.send({ terminals: [...terminals] });
    });

    const schema = { params: z.object({ id: roomIdSchema }), response: { 200: terminalPageSchema } };
    app.get(`/${DASHBOARD_PATHS.terminal(':id')}`, { onRequest, schema }, async (request) => {
      const terminal = await fleet.find(request.params.id);
      if (terminal === null) throw new Refusal('not-found', 'There is no terminal of this name.');
      const events = await readTimeline(db, terminal.id, {
        limit: TIMELINE,
        withWords: may(signedInOf(request).role, 'read-words'),
      });
      return { terminal, events };
    });
    done();
  };
