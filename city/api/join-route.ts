import { z } from 'zod';
import { CITY_PATHS } from '../../contract/city-api.ts';
import { joinAnswerSchema, joinRequestSchema } from '../../contract/join.ts';
import { roomIdSchema } from '../../contract/room.ts';
import { readConfiguration } from '../fleet/terminal-configuration.ts';
import type { MeetingServer } from '../meetings/meeting-server.ts';
import { Refusal } from '../refusal.ts';
import { findOpenRoom } from '../rooms/room-store.ts';
import type { Database } from '../store/open-store.ts';
import type { Routes } from './api-types.ts';

/** `POST v1/rooms/:roomId/join`: one person's way into the meeting of a room. The name is passed on, never kept. */
export const joinRoute =
  (db: Database, meetings: MeetingServer): Routes =>
  (app, _options, done) => {
    const schema = {
      params: z.object({ roomId: roomIdSchema }),
      body: joinRequestSchema,
      response: { 200: joinAnswerSchema },
    };
    app.post(`/${CITY_PATHS.join(':roomId')}`, { schema }, async ({ params, body, terminal }) => {
      const [room, { terms }] = await Promise.all([findOpenRoom(db, params.roomId), readConfiguration(db, terminal)]);
      if (room === null) throw new Refusal('not-found', 'There is no such room for this terminal.');
      if (body.termsVersion !== terms.version) {
        throw new Refusal('terms-outdated', 'The accepted terms are not the current ones.');
      }
      return meetings.join(room, body);
    });
    done();
  };
