import { createHmac, randomUUID } from 'node:crypto';
import type { CityErrorCode } from '../../contract/city-api.ts';
import type { JoinAnswer } from '../../contract/join.ts';
import { Refusal } from '../refusal.ts';
import type { CityRoom } from '../rooms/city-room.ts';
import { BbbFailure } from './bbb-answer.ts';
import { createBbbClient } from './bbb-client.ts';
import type { BbbSettings } from './bbb-settings.ts';
import { joinParameters } from './join-parameters.ts';
import type { MeetingServer } from './meeting-server.ts';
import { RETURN_URL } from './return-url.ts';
import { watchRunningMeetings } from './running-meetings.ts';

/** Keys of BBB that mean something to a visitor; any other is for the operator. */
const CODE_OF_KEY: Readonly<Record<string, CityErrorCode>> = {
  meetingForciblyEnded: 'meeting-ended',
  maxParticipantsReached: 'room-full',
  // Of Scalelite, which answers for BBB servers that are away.
  serverUnavailable: 'meeting-server-unreachable',
  serverTagUnavailable: 'meeting-server-unreachable',
  internalError: 'meeting-server-unreachable',
  BigBlueButtonServerError: 'meeting-server-unreachable',
};

/** Stable for a room, so that everyone who joins it meets in the same meeting; told apart from others' meetings. */
const meetingIdOf = (roomId: string): string => `stadtfenster-${roomId}`;

/** Parameters of `create`; BBB puts them where a welcome says `%%DIALNUM%%` and `%%CONFNUM%%`. */
const dialInParameters = ({ dialIn }: CityRoom): Record<string, string> =>
  dialIn === null
    ? {}
    : {
        dialNumber: dialIn.number.replaceAll(' ', ''),
        ...(dialIn.conference === undefined ? {} : { voiceBridge: dialIn.conference }),
      };

/** @param voiceBridge the digits of the meeting that is there: it may have been opened before they were changed */
const dialInOf = ({ dialIn }: CityRoom, voiceBridge: string | undefined): Pick<JoinAnswer, 'dialIn'> =>
  dialIn === null || voiceBridge === undefined ? {} : { dialIn: { number: dialIn.number, conference: voiceBridge } };

const meetingEnded = () =>
  new Refusal('meeting-ended', 'The meeting of this room was ended and is not open again yet.');

const notStarted = () => new Refusal('meeting-not-started', 'A moderator has to start the meeting of this room first.');

const asRefusal = (error: unknown): unknown =>
  error instanceof BbbFailure
    ? new Refusal(CODE_OF_KEY[error.messageKey] ?? 'meeting-server-refused', error.message)
    : error;

/**
 * Meetings on a BBB server.
 * @param now milliseconds since 1970
 */
export const createBbbMeetingServer = (settings: BbbSettings, now: () => number): MeetingServer => {
  const bbb = createBbbClient(settings);
  const runningMeetings = watchRunningMeetings(bbb, now);
  const meetingHosts = [...new Set([new URL(settings.url).host, ...settings.extraHosts])];

  /**
   * `create` is idempotent only with the same passwords, and BBB invents new ones for whoever sends none.
   * Nobody ever uses these: a join says its role.
   */
  const passwordFor = (role: string, meetingID: string): string =>
    createHmac('sha256', settings.secret).update(`${role} ${meetingID}`).digest('base64url');

  const createParameters = (room: CityRoom, meetingID: string): Record<string, string> => ({
    name: room.title.de,
    meetingID,
    attendeePW: passwordFor('attendee', meetingID),
    moderatorPW: passwordFor('moderator', meetingID),
    record: 'false',
    // An open room is open: nobody waits for a moderator who may be in the hall.
    guestPolicy: 'ALWAYS_ACCEPT',
    meetingExpireIfNoUserJoinedInMinutes: '5',
    // Where the meeting came from, for whoever looks after the BBB server.
    'meta_bbb-origin': 'Stadtfenster',
    ...(room.maxParticipants === null ? {} : { maxParticipants: String(room.maxParticipants) }),
    ...dialInParameters(room),
  });

  const openMeeting = async (room: CityRoom, meetingID: string) => {
    try {
      return await bbb.create(createParameters(room, meetingID));
    } catch (error) {
      // Opened with other passwords, as before a change of the secret: the meeting is there all the same.
      if (error instanceof BbbFailure && error.messageKey === 'idNotUnique') return bbb.getMeetingInfo(meetingID);
      throw error;
    }
  };

  /** For those who may not open one: the meeting that is there. */
  const findMeeting = async (meetingID: string) => {
    try {
      return await bbb.getMeetingInfo(meetingID);
    } catch (error) {
      if (error instanceof BbbFailure && error.messageKey === 'notFound') throw notStarted();
      throw error;
    }
  };

  const assertPlace = async (maxParticipants: number, meetingID: string): Promise<void> => {
    const info = await bbb.getMeetingInfo(meetingID);
    if (info.hasBeenForciblyEnded) throw meetingEnded();
    if (info.participantCount >= maxParticipants) throw new Refusal('room-full', 'All places of this room are taken.');
  };

  return {
    look: async () => {
      const meetings = await runningMeetings();
      if (meetings.state === 'away') return meetings;
      return { state: 'known', participantsOf: (roomId) => meetings.participants.get(meetingIdOf(roomId)) ?? null };
    },
    join: async (room, request, role) => {
      const meetingID = meetingIdOf(room.id);
      try {
        const mayOpen = role === 'moderator' || room.startedBy === 'anyone';
        const meeting = await (mayOpen ? openMeeting(room, meetingID) : findMeeting(meetingID));
        if (meeting.hasBeenForciblyEnded === true) throw meetingEnded();
        if (room.maxParticipants !== null) await assertPlace(room.maxParticipants, meetingID);
        const facts = { meetingID, createTime: meeting.createTime, userID: randomUUID(), role, request };
        const way = { joinUrl: bbb.joinUrl(joinParameters(facts)), meetingHosts, returnUrl: RETURN_URL };
        return { ...way, screenShare: room.screenShare, ...dialInOf(room, meeting.voiceBridge) };
      } catch (error) {
        throw asRefusal(error);
      }
    },
  };
};
