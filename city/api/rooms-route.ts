import { CITY_PATHS, roomListSchema } from '../../contract/city-api.ts';
import { readConfiguration } from '../fleet/terminal-configuration.ts';
import type { MeetingServer } from '../meetings/meeting-server.ts';
import { findNextMeeting } from '../rooms/schedule.ts';
import { listOpenRooms } from '../rooms/room-store.ts';
import type { Database } from '../store/open-store.ts';
import type { Routes } from './api-types.ts';

interface RoomsRouteParts {
  readonly db: Database;
  readonly meetings: MeetingServer;
  readonly now: () => number;
}

/** `GET v1/rooms`: the open rooms. When the meeting server is away they are listed all the same, none running. */
export const roomsRoute =
  ({ db, meetings, now }: RoomsRouteParts): Routes =>
  (app, _options, done) => {
    app.get(`/${CITY_PATHS.rooms}`, { schema: { response: { 200: roomListSchema } } }, async (request) => {
      const [rooms, { timeZone }, current] = await Promise.all([
        listOpenRooms(db),
        readConfiguration(db, request.terminal),
        meetings.look(),
      ]);
      const participantsOf = (id: string) => (current.state === 'known' ? current.participantsOf(id) : null);
      return {
        rooms: rooms.map(({ id, kind, title, description, schedule }) => {
          const participants = participantsOf(id);
          const running = participants !== null;
          const nextMeeting = findNextMeeting(schedule, now(), timeZone);
          return { id, kind, title, description, running, participants: participants ?? 0, nextMeeting };
        }),
      };
    });
    done();
  };
