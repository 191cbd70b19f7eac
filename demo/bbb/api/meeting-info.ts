import type { Meeting } from '../meetings/meeting.ts';
import type { Person } from '../meetings/person.ts';
import type { Answer } from './answers.ts';

/** What a server without telephone access answers with. */
export const DEFAULT_DIAL_NUMBER = '613-555-1234';

/** A moment as Java prints it: `Thu May 09 13:35:28 UTC 2024`. */
export const javaDate = (milliseconds: number): string =>
  new Date(milliseconds).toUTCString().replace(/^(\w+), (\d+) (\w+) (\d+) ([\d:]+) GMT$/, '$1 $3 $2 $5 UTC $4');

/** A name that can be an XML element; others cannot be shown. */
const ELEMENT_NAME = /^[A-Za-z_][\w.-]*$/;

const elements = (entries: readonly (readonly [string, string])[]): Answer =>
  Object.fromEntries(entries.filter(([name]) => ELEMENT_NAME.test(name)));

/** `meta_*` of create, names in lower case and without the prefix. */
const metadataOf = (meeting: Meeting): Answer =>
  elements(
    Object.entries(meeting.plan.parameters).flatMap(([name, value]) =>
      name.startsWith('meta_') ? [[name.slice('meta_'.length).toLowerCase(), value]] : [],
    ),
  );

const attendee = (person: Person, presenter: Person | null): Answer => ({
  userID: person.userID,
  fullName: person.registration.name,
  role: person.registration.role,
  isPresenter: person === presenter,
  isListeningOnly: person.media.audio === 'listening',
  hasJoinedVoice: person.media.audio === 'microphone',
  hasVideo: person.media.camera,
  clientType: 'HTML5',
  customdata: elements(Object.entries(person.registration.userdata)),
});

/** What `getMeetingInfo` says, with the passwords and names that BBB puts there. */
export const meetingInfo = (meeting: Meeting): Answer => {
  const { plan, present, presenter } = meeting;
  return {
    meetingName: plan.name,
    meetingID: plan.meetingID,
    internalMeetingID: meeting.internalMeetingID,
    createTime: meeting.createTime,
    createDate: javaDate(meeting.createTime),
    voiceBridge: plan.voiceBridge,
    dialNumber: plan.dialNumber,
    attendeePW: plan.attendeePW,
    moderatorPW: plan.moderatorPW,
    running: meeting.running,
    duration: plan.durationMinutes,
    hasUserJoined: meeting.startTime !== null,
    recording: plan.record,
    hasBeenForciblyEnded: meeting.forciblyEnded,
    startTime: meeting.startTime ?? 0,
    endTime: meeting.end?.at ?? 0,
    participantCount: present.length,
    listenerCount: present.filter(({ media }) => media.audio === 'listening').length,
    voiceParticipantCount: present.filter(({ media }) => media.audio === 'microphone').length,
    videoCount: present.filter(({ media }) => media.camera).length,
    maxUsers: plan.maxParticipants,
    moderatorCount: present.filter((person) => person.isModerator).length,
    attendees: present.length === 0 ? '' : { attendee: present.map((person) => attendee(person, presenter)) },
    metadata: metadataOf(meeting),
    isBreakout: meeting.plan.parentMeetingID !== null,
  };
};
