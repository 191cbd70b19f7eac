import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { CITY_PATHS, cityErrorSchema } from '../../contract/city-api.ts';
import { hasCity } from '../fleet/terminal-configuration.ts';
import type { MeetingServer } from '../meetings/meeting-server.ts';
import type { Database } from '../store/open-store.ts';
import type { Routes } from './api-types.ts';

/** A store that takes longer serves nobody. */
const STORE_PATIENCE_MS = 3_000;

const healthSchema = z.object({
  store: z.enum(['ok', 'failed']),
  /** Whether the meeting server answered a moment ago, or the code of what is wrong. */
  meetingServer: z.enum(['ok', 'meeting-server-refused', 'meeting-server-unreachable']),
});
const liveSchema = z.object({ live: z.literal(true) });

/**
 * Open to anyone: `GET health` is 200 when terminals can be served, 503 when the store fails or the process is stopping;
 * `GET health/live` is 200 as long as the process answers at all, whatever it depends on.
 */
export const healthRoute =
  (db: Database, meetings: MeetingServer): Routes =>
  (app, _options, done) => {
    const isStored = async (): Promise<boolean> => {
      const giveUp = new AbortController();
      const late = wait(STORE_PATIENCE_MS, false, { signal: giveUp.signal }).catch(() => false);
      const stored = await Promise.race([hasCity(db).catch(() => false), late]);
      giveUp.abort();
      return stored;
    };

    const schema = {
      summary: 'Whether terminals can be served.',
      response: { 200: healthSchema, 503: z.union([healthSchema, cityErrorSchema]) },
    };
    app.get(`/${CITY_PATHS.health}`, { schema }, async (_request, reply) => {
      const [stored, current] = await Promise.all([isStored(), meetings.look()]);
      const refused = current.state === 'away' && current.refusal.code === 'meeting-server-refused';
      const meetingServer =
        current.state === 'known' ? 'ok' : refused ? 'meeting-server-refused' : 'meeting-server-unreachable';
      return reply.status(stored ? 200 : 503).send({ store: stored ? 'ok' : 'failed', meetingServer });
    });
    const living = { summary: 'Whether the process lives at all.', response: { 200: liveSchema } };
    app.get(`/${CITY_PATHS.live}`, { schema: living }, () => ({ live: true as const }));
    done();
  };
