import { codeAnswerSchema, codeRequestSchema } from '../../contract/access-code.ts';
import { CITY_PATHS } from '../../contract/city-api.ts';
import type { CodeCheck } from '../codes/code-check.ts';
import { readConfiguration } from '../fleet/terminal-configuration.ts';
import type { MeetingServer } from '../meetings/meeting-server.ts';
import type { Database } from '../store/open-store.ts';
import type { Routes } from './api-types.ts';
import { roomAnswer } from './room-answer.ts';

interface CodeRouteParts {
  readonly db: Database;
  readonly meetings: MeetingServer;
  readonly now: () => number;
  readonly codes: CodeCheck;
}

/** `POST v1/code`: which room a code opens and for whom, so that nobody types a name for a wrong code. */
export const codeRoute =
  ({ db, meetings, now, codes }: CodeRouteParts): Routes =>
  (app, _options, done) => {
    const schema = {
      summary: 'Which room a code opens, and for whom.',
      body: codeRequestSchema,
      response: { 200: codeAnswerSchema },
    };
    app.post(`/${CITY_PATHS.code}`, { schema }, async ({ body, terminal }) => {
      const { room, role } = await codes.check({ ...body, terminal });
      const [{ timeZone }, current] = await Promise.all([readConfiguration(db, terminal), meetings.look()]);
      return { room: roomAnswer(room, { current, now: now(), timeZone }), role };
    });
    done();
  };
