import type { Meeting } from './meetings/meeting.ts';
import type { GuestStatus, MediaState, Role } from './wire.ts';

/** One registration, as tests see it. */
export interface PersonView {
  /** The id given by the join (`userID`), or the server's own when none was given. */
  readonly userID: string;
  readonly name: string;
  readonly role: Role;
  readonly guestStatus: GuestStatus;
  /** Names without the prefix `userdata-`. */
  readonly userdata: Readonly<Record<string, string>>;
  /** What this person's client says it sends and receives. */
  readonly media: MediaState;
  /** In the meeting now, as far as the server knows (somebody who vanishes stays so for the grace time). */
  readonly present: boolean;
  /** Has an open WebSocket now. */
  readonly connected: boolean;
}

export interface MeetingView {
  readonly meetingID: string;
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly createTime: number;
  /** At least one person is present. */
  readonly running: boolean;
  /** BBB's reason code once the meeting is over. */
  readonly endedReason: string | null;
  /** Everyone who ever joined this meeting, in order, also those who left. */
  readonly people: readonly PersonView[];
  /** The parameters of `create` as they came, decoded. */
  readonly parameters: Readonly<Record<string, string>>;
}

export const meetingView = (meeting: Meeting): MeetingView => ({
  meetingID: meeting.plan.meetingID,
  name: meeting.plan.name,
  createTime: meeting.createTime,
  running: meeting.running,
  endedReason: meeting.end?.reason ?? null,
  people: meeting.people.map((person) => ({
    userID: person.userID,
    name: person.registration.name,
    role: person.registration.role,
    guestStatus: person.guestStatus,
    userdata: person.registration.userdata,
    media: person.media,
    present: person.present,
    connected: person.line !== null,
  })),
  parameters: meeting.plan.parameters,
});
