import { createHash } from 'node:crypto';
import { z } from 'zod';
import { DASHBOARD_PATHS, fleetSchema, may, terminalPageSchema } from '../../../contract/dashboard.ts';
import { dayNamesSchema, daysQuerySchema, daysSchema } from '../../../contract/day.ts';
import { roomIdSchema } from '../../../contract/room.ts';
import { readTimeline } from '../../events/timeline.ts';
import { readDays } from '../../fleet/day.ts';
import { createFleet } from '../../fleet/fleet.ts';
import { settingsOf } from '../../fleet/settings.ts';
import { readConfiguration } from '../../fleet/terminal-configuration.ts';
import { Refusal } from '../../refusal.ts';
import type { Database } from '../../store/open-store.ts';
import type { Routes } from '../api-types.ts';
import { requireRole, signedInOf } from './require-account.ts';

/** The same fleet has the same tag; it is known until there is a newer one. */
const tags = new WeakMap<object, string>();
const tagOf = (fleet: object): string => {
  const tag = tags.get(fleet) ?? `"${createHash('sha256').update(JSON.stringify(fleet)).digest('base64url')}"`;
  tags.set(fleet, tag);
  return tag;
};

/** How many events of a terminal its page shows. */
const TIMELINE = 200;

/**
 * `GET dashboard/api/fleet`: all terminals and how they are, with an `ETag`, as pages ask every few seconds.
 * `GET dashboard/api/terminals/:id`: one of them, its settings and its last events.
 * `GET dashboard/api/days?terminals=a,b`: the last 24 hours of some of them.
 */
export const fleetRoutes =
  (db: Database, now: () => number): Routes =>
  (app, _options, done) => {
    const fleet = createFleet(db, now);
    const onRequest = requireRole('see-fleet');
    const response = { 200: fleetSchema, 304: z.null() };
    app.get(`/${DASHBOARD_PATHS.fleet}`, { onRequest, schema: { response } }, async (request, reply) => {
      const known = await fleet.list();
      const tag = tagOf(known);
      void reply.header('etag', tag);
      if (request.headers['if-none-match'] === tag) return reply.status(304).send(null);
      return reply.send(known);
    });

    const schema = { params: z.object({ id: roomIdSchema }), response: { 200: terminalPageSchema } };
    app.get(`/${DASHBOARD_PATHS.terminal(':id')}`, { onRequest, schema }, async (request) => {
      const found = await fleet.find(request.params.id);
      if (found === null) throw new Refusal('not-found', 'There is no terminal of this name.');
      const { terminal, wanted } = found;
      const settings = settingsOf(await readConfiguration(db, terminal.id), terminal.machineSets);
      const events = await readTimeline(db, terminal.id, {
        limit: TIMELINE,
        withWords: may(signedInOf(request).role, 'read-words'),
      });
      return { wanted, terminal, settings, events };
    });

    const days = { querystring: daysQuerySchema, response: { 200: daysSchema } };
    app.get(`/${DASHBOARD_PATHS.days}`, { onRequest, schema: days }, async ({ query }) => {
      const names = dayNamesSchema.safeParse(query.terminals.split(','));
      if (!names.success) throw new Refusal('invalid-request', 'The names of the terminals are not valid.');
      return { days: Object.fromEntries(await readDays(db, names.data, now())) };
    });
    done();
  };
