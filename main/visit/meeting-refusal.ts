import type { FailureCode } from '../../contract/failure.ts';

/**
 * BBB's messageKeys at join and what they mean for the person waiting. The keys are "very hard to keep
 * stable" (BBB developers), so an unknown one is a refusal without further reason.
 */
const FAILURE_OF_KEY: ReadonlyMap<string, FailureCode> = new Map<string, FailureCode>([
  ['invalidMeetingIdentifier', 'meeting-not-started'],
  ['invalidMeetingId', 'meeting-not-started'],
  ['notFound', 'meeting-not-started'],
  ['meetingForciblyEnded', 'meeting-over'],
  // The meeting was ended and another one begun between the city's answer and this join.
  ['mismatchCreateTimeParam', 'meeting-over'],
  ['mismatchCreateTime', 'meeting-over'],
  ['maxParticipantsReached', 'room-full'],
  ['guestDeny', 'meeting-denied'],
  ['guestDeniedAccess', 'meeting-denied'],
  // Of Scalelite, which answers for BBB servers that are away.
  ['serverUnavailable', 'meeting-server-away'],
  ['serverTagUnavailable', 'meeting-server-away'],
  ['internalError', 'meeting-server-away'],
  ['BigBlueButtonServerError', 'meeting-server-away'],
]);

/** @param key BBB's messageKey as it stood on the return address */
export const failureOfRefusal = (key: string): FailureCode => FAILURE_OF_KEY.get(key) ?? 'meeting-refused';
