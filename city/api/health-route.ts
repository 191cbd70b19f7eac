import { z } from 'zod';
import { CITY_PATHS } from '../../contract/city-api.ts';
import { hasCity } from '../fleet/terminal-configuration.ts';
import type { MeetingServer } from '../meetings/meeting-server.ts';
import type { Database } from '../store/open-store.ts';
import type { Routes } from './api-types.ts';

const healthSchema = z.object({
  store: z.enum(['ok', 'failed']),
  /** Whether the meeting server answered a moment ago, or the code of what is wrong. */
  meetingServer: z.enum(['ok', 'meeting-server-refused', 'meeting-server-unreachable']),
});

/** `GET health`, open to anyone: 200 when terminals can be served, 503 when the store fails. */
export const healthRoute =
  (db: Database, meetings: MeetingServer): Routes =>
  (app, _options, done) => {
    const schema = { response: { 200: healthSchema, 503: healthSchema } };
    app.get(`/${CITY_PATHS.health}`, { schema }, async (_request, reply) => {
      const [stored, current] = await Promise.all([hasCity(db).catch(() => false), meetings.look()]);
      const refused = current.state === 'away' && current.refusal.code === 'meeting-server-refused';
      const meetingServer =
        current.state === 'known' ? 'ok' : refused ? 'meeting-server-refused' : 'meeting-server-unreachable';
      return reply.status(stored ? 200 : 503).send({ store: stored ? 'ok' : 'failed', meetingServer });
    });
    done();
  };
