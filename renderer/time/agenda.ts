import type { KnownRooms } from '../../contract/snapshot.ts';
import type { PlannedMeeting, Room } from '../../contract/room.ts';

export interface Upcoming {
  readonly room: Room;
  /** Milliseconds since 1970. */
  readonly start: number;
}

/** What invites whoever passes by: not the meetings that only people with a code can enter. */
const forEveryone = (rooms: readonly Room[]): readonly Room[] => rooms.filter(({ kind }) => kind !== 'closed');

/** Rooms in which a meeting is running, the fullest first. Nothing is claimed from an old list. */
export const runningNow = ({ state, rooms }: KnownRooms): readonly Room[] =>
  state === 'fresh'
    ? forEveryone(rooms)
        .filter((room) => room.running)
        .sort((a, b) => b.participants - a.participants)
    : [];

const startOf = (meeting: PlannedMeeting): number => Date.parse(meeting.start);

/** Meetings that have yet to begin, the soonest first. */
export const comingNext = ({ rooms }: KnownRooms, now: number): readonly Upcoming[] =>
  forEveryone(rooms)
    .flatMap((room) => (room.nextMeeting === null ? [] : [{ room, start: startOf(room.nextMeeting) }]))
    .filter(({ start }) => start > now)
    .sort((a, b) => a.start - b.start);

/** The end of the planned meeting that is going on now, in milliseconds since 1970; null if none is. */
export const endOfCurrent = ({ nextMeeting }: Room, now: number): number | null => {
  if (nextMeeting === null) return null;
  const end = Date.parse(nextMeeting.end);
  return startOf(nextMeeting) <= now && now < end ? end : null;
};
