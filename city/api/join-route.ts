import { z } from 'zod';
import { CITY_PATHS } from '../../contract/city-api.ts';
import type { CityConfiguration } from '../../contract/configuration.ts';
import { joinAnswerSchema, joinRequestSchema } from '../../contract/join.ts';
import { roomIdSchema } from '../../contract/room.ts';
import type { CodeCheck } from '../codes/code-check.ts';
import { readConfiguration } from '../fleet/terminal-configuration.ts';
import type { MeetingServer } from '../meetings/meeting-server.ts';
import { Refusal } from '../refusal.ts';
import { findShownRoom } from '../rooms/rooms-of-terminal.ts';
import type { Database } from '../store/open-store.ts';
import type { Routes } from './api-types.ts';

interface JoinRouteParts {
  readonly db: Database;
  readonly meetings: MeetingServer;
  readonly codes: CodeCheck;
  readonly now: () => number;
}

/** `POST v1/rooms/:roomId/join`: one person's way into the meeting of a room. Name and code are never kept. */
export const joinRoute =
  ({ db, meetings, codes, now }: JoinRouteParts): Routes =>
  (app, _options, done) => {
    const schema = {
      summary: "One person's way into the meeting of a room.",
      params: z.object({ roomId: roomIdSchema }),
      body: joinRequestSchema,
      response: { 200: joinAnswerSchema },
    };

    const enter = async (roomId: string, terminal: string, code: string | undefined, settings: CityConfiguration) => {
      // Before anything is said about the room: with a code all that is wrong is told alike.
      if (code !== undefined) return codes.check({ code, room: roomId, terminal });
      const room = await findShownRoom(db, roomId, settings, now());
      if (room === null) throw new Refusal('not-found', 'There is no such room for this terminal.');
      if (room.kind === 'closed') throw new Refusal('code-needed', 'This room is only for people with its code.');
      return { room, role: 'attendee' } as const;
    };

    app.post(`/${CITY_PATHS.join(':roomId')}`, { schema }, async ({ params, body, terminal }) => {
      const configuration = await readConfiguration(db, terminal);
      const { room, role } = await enter(params.roomId, terminal, body.code, configuration);
      if (body.termsVersion !== configuration.terms.version) {
        throw new Refusal('terms-outdated', 'The accepted terms are not the current ones.');
      }
      return meetings.join(room, body, role);
    });
    done();
  };
