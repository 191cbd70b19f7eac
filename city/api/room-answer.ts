import type { Room } from '../../contract/room.ts';
import type { RoomMeetings } from '../meetings/meeting-server.ts';
import type { CityRoom } from '../rooms/city-room.ts';
import { findNextMeeting } from '../rooms/schedule.ts';

/** What is true at the moment of the answer. */
interface Present {
  readonly current: RoomMeetings;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly timeZone: string;
}

/** A room as a terminal may see it; while the meeting server is away it is not running. */
export const roomAnswer = (room: CityRoom, { current, now, timeZone }: Present): Room => {
  const { id, kind, title, description, schedule } = room;
  const participants = current.state === 'known' ? current.participantsOf(id) : null;
  const nextMeeting = findNextMeeting(schedule, now, timeZone);
  return { id, kind, title, description, running: participants !== null, participants: participants ?? 0, nextMeeting };
};
