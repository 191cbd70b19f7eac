import { CITY_PATHS, roomListSchema } from '../../contract/city-api.ts';
import { readConfiguration } from '../fleet/terminal-configuration.ts';
import type { MeetingServer } from '../meetings/meeting-server.ts';
import { listShownRooms } from '../rooms/rooms-of-terminal.ts';
import type { Database } from '../store/open-store.ts';
import type { Routes } from './api-types.ts';
import { roomAnswer } from './room-answer.ts';

interface RoomsRouteParts {
  readonly db: Database;
  readonly meetings: MeetingServer;
  readonly now: () => number;
}

/**
 * `GET v1/rooms`: the rooms that the terminal shows, portals aside. When the meeting server is away they are listed
 * all the same, none running.
 */
export const roomsRoute =
  ({ db, meetings, now }: RoomsRouteParts): Routes =>
  (app, _options, done) => {
    const schema = { summary: 'The rooms that the terminal shows.', response: { 200: roomListSchema } };
    app.get(`/${CITY_PATHS.rooms}`, { schema }, async (request) => {
      const [configuration, current] = await Promise.all([readConfiguration(db, request.terminal), meetings.look()]);
      const { timeZone } = configuration;
      const rooms = await listShownRooms(db, configuration, now());
      return { rooms: rooms.map((room) => roomAnswer(room, { current, now: now(), timeZone })) };
    });
    done();
  };
