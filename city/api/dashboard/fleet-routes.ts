import { createHash } from 'node:crypto';
import { z } from 'zod';
import { DASHBOARD_PATHS, type Fleet, terminalPageSchema } from '../../../contract/dashboard.ts';
import { dayNamesSchema, daysQuerySchema, daysSchema } from '../../../contract/day.ts';
import { roomIdSchema } from '../../../contract/room.ts';
import { readTimeline } from '../../events/timeline.ts';
import { readDays } from '../../fleet/day.ts';
import { createFleet } from '../../fleet/fleet.ts';
import { settingsOf } from '../../fleet/settings.ts';
import { readConfiguration } from '../../fleet/terminal-configuration.ts';
import { readToldLayers } from '../../fleet/told-layers.ts';
import { Refusal } from '../../refusal.ts';
import type { Database } from '../../store/open-store.ts';
import type { Routes } from '../api-types.ts';
import { requireRole } from './require-account.ts';

interface Written {
  readonly body: Buffer;
  readonly tag: string;
}

/** Thousands of terminals are written down once for all pages that ask, until there is a newer fleet. */
const written = new WeakMap<Fleet, Written>();
const writtenOf = (fleet: Fleet): Written => {
  const before = written.get(fleet);
  if (before !== undefined) return before;
  const body = Buffer.from(JSON.stringify(fleet));
  const now = { body, tag: `"${createHash('sha256').update(body).digest('base64url')}"` };
  written.set(fleet, now);
  return now;
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
    app.get(`/${DASHBOARD_PATHS.fleet}`, { onRequest }, async (request, reply) => {
      const { body, tag } = writtenOf(await fleet.list());
      void reply.header('etag', tag);
      if (request.headers['if-none-match'] === tag) return reply.status(304).send();
      return reply.type('application/json').send(body);
    });

    const schema = { params: z.object({ id: roomIdSchema }), response: { 200: terminalPageSchema } };
    app.get(`/${DASHBOARD_PATHS.terminal(':id')}`, { onRequest, schema }, async (request) => {
      const found = await fleet.find(request.params.id);
      if (found === null) throw new Refusal('not-found', 'There is no terminal of this name.');
      const { terminal, wanted } = found;
      const settings = settingsOf(
        await readConfiguration(db, terminal.id),
        await readToldLayers(db, terminal.id, now()),
      );
      const events = await readTimeline(db, terminal.id, { now: now(), limit: TIMELINE });
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
