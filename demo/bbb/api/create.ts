import { z } from 'zod';
import { GUEST_POLICIES } from '../meetings/guest-status.ts';
import type { Meeting, MeetingPlan } from '../meetings/meeting.ts';
import { failed, success, type Answer } from './answers.ts';
import type { ApiContext } from './context.ts';
import { failure } from './failures.ts';
import { DEFAULT_DIAL_NUMBER, javaDate } from './meeting-info.ts';
import {
  booleanParameter,
  integerParameter,
  meetingIdParameter,
  meetingNameParameter,
  parseParameters,
  passwordParameter,
  wordParameter,
  type Parameters,
} from './parameters.ts';
import { randomVoiceBridge, randomWord } from './random.ts';

const createSchema = z.object({
  name: meetingNameParameter,
  meetingID: meetingIdParameter,
  attendeePW: passwordParameter.optional(),
  moderatorPW: passwordParameter.optional(),
  voiceBridge: z.string().optional(),
  dialNumber: z.string().default(DEFAULT_DIAL_NUMBER),
  maxParticipants: integerParameter('maxParticipants').default(0),
  duration: integerParameter('duration').default(0),
  meetingExpireIfNoUserJoinedInMinutes: integerParameter('meetingExpireIfNoUserJoinedInMinutes').default(5),
  meetingExpireWhenLastUserLeftInMinutes: integerParameter('meetingExpireWhenLastUserLeftInMinutes').default(1),
  endWhenNoModerator: booleanParameter('endWhenNoModerator').default(false),
  endWhenNoModeratorDelayInMinutes: integerParameter('endWhenNoModeratorDelayInMinutes').default(1),
  guestPolicy: wordParameter('guestPolicy', GUEST_POLICIES).default('ALWAYS_ACCEPT'),
  logoutURL: z.string().optional(),
  welcome: z.string().default(''),
  record: booleanParameter('record').default(false),
  autoStartRecording: booleanParameter('autoStartRecording').default(false),
  notifyRecordingIsOn: booleanParameter('notifyRecordingIsOn').default(false),
  allowRequestsWithoutSession: booleanParameter('allowRequestsWithoutSession').optional(),
});

/**
 * `create`: opens a meeting, or says that it is open already. Every parameter is kept and can be
 * looked at; those that the stand-in has no use for (layouts, locks, recordings) do nothing.
 */
export const create = (parameters: Parameters, context: ApiContext): Answer => {
  const parsed = parseParameters(createSchema, parameters);
  if (!parsed.ok) return failed(parsed.failures);
  const given = parsed.value;

  const existing = context.meetings.findOpen(given.meetingID);
  if (existing !== null) {
    const samePasswords =
      (given.attendeePW ?? existing.plan.attendeePW) === existing.plan.attendeePW &&
      (given.moderatorPW ?? existing.plan.moderatorPW) === existing.plan.moderatorPW;
    return samePasswords
      ? created(existing, 'duplicateWarning', 'This meeting exists already and may be going on.')
      : failed([failure('idNotUnique')]);
  }
  if (given.voiceBridge !== undefined && context.meetings.usesVoiceBridge(given.voiceBridge)) {
    return failed([failure('nonUniqueVoiceBridge')]);
  }

  const plan: MeetingPlan = {
    meetingID: given.meetingID,
    name: given.name,
    attendeePW: given.attendeePW ?? randomWord(8),
    moderatorPW: given.moderatorPW ?? randomWord(8),
    voiceBridge: given.voiceBridge ?? randomVoiceBridge(),
    dialNumber: given.dialNumber,
    maxParticipants: given.maxParticipants,
    durationMinutes: given.duration,
    expireIfNoUserJoinedMinutes: given.meetingExpireIfNoUserJoinedInMinutes,
    expireWhenLastUserLeftMinutes: given.meetingExpireWhenLastUserLeftInMinutes,
    endWhenNoModerator: given.endWhenNoModerator,
    endWhenNoModeratorDelayMinutes: given.endWhenNoModeratorDelayInMinutes,
    guestPolicy: given.guestPolicy,
    logoutUrl: given.logoutURL ?? null,
    welcome: given.welcome,
    record: given.record,
    recordingOn: given.record && given.autoStartRecording,
    notifyRecordingIsOn: given.notifyRecordingIsOn,
    allowRequestsWithoutSession: given.allowRequestsWithoutSession ?? context.settings.allowRequestsWithoutSession,
    parentMeetingID: null,
    parameters,
  };
  return created(context.meetings.create(plan, context.now()), '', '');
};

const created = (meeting: Meeting, messageKey: string, message: string): Answer =>
  success({
    meetingID: meeting.plan.meetingID,
    internalMeetingID: meeting.internalMeetingID,
    parentMeetingID: 'bbb-none',
    attendeePW: meeting.plan.attendeePW,
    moderatorPW: meeting.plan.moderatorPW,
    createTime: meeting.createTime,
    voiceBridge: meeting.plan.voiceBridge,
    dialNumber: meeting.plan.dialNumber,
    createDate: javaDate(meeting.createTime),
    hasUserJoined: meeting.startTime !== null,
    duration: meeting.plan.durationMinutes,
    hasBeenForciblyEnded: meeting.forciblyEnded,
    messageKey,
    message,
  });
