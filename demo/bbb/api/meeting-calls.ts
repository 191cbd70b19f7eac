import { z } from 'zod';
import { failed, success, type Answer } from './answers.ts';
import type { ApiContext } from './context.ts';
import { failure } from './failures.ts';
import { meetingInfo } from './meeting-info.ts';
import { meetingIdParameter, parseParameters, type Parameters } from './parameters.ts';

const meetingSchema = z.object({ meetingID: meetingIdParameter });
const endSchema = meetingSchema.extend({ password: z.string().optional() });

/** `end`: the password is optional and, when sent, must be the moderators'. Nobody may count on the end before asking again. */
export const end = (parameters: Parameters, context: ApiContext): Answer => {
  const parsed = parseParameters(endSchema, parameters);
  if (!parsed.ok) return failed(parsed.failures);
  const { meetingID, password } = parsed.value;
  const meeting = context.meetings.findOpen(meetingID);
  if (meeting === null) return failed([failure('notFound')]);
  if (password !== undefined && password !== meeting.plan.moderatorPW) return failed([failure('invalidPassword')]);
  meeting.finish('ENDED_FROM_API', context.now());
  return success({
    messageKey: 'sentEndMeetingRequest',
    message: 'The meeting was told to end. Ask isMeetingRunning or getMeetingInfo whether it has.',
  });
};

/** `isMeetingRunning`: somebody is in it. A meeting nobody knows is not running, which is no failure. */
export const isMeetingRunning = (parameters: Parameters, context: ApiContext): Answer => {
  const parsed = parseParameters(meetingSchema, parameters);
  if (!parsed.ok) return failed(parsed.failures);
  return success({ running: context.meetings.find(parsed.value.meetingID)?.running ?? false });
};

export const getMeetingInfo = (parameters: Parameters, context: ApiContext): Answer => {
  const parsed = parseParameters(meetingSchema, parameters);
  if (!parsed.ok) return failed(parsed.failures);
  const meeting = context.meetings.find(parsed.value.meetingID);
  return meeting === null ? failed([failure('notFound')]) : success(meetingInfo(meeting));
};

export const getMeetings = (_parameters: Parameters, context: ApiContext): Answer => {
  const meetings = context.meetings.listed;
  return meetings.length === 0
    ? success({ meetings: '', messageKey: 'noMeetings', message: 'no meetings were found on this server' })
    : success({ meetings: { meeting: meetings.map(meetingInfo) } });
};
