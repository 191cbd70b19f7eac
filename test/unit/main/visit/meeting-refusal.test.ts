import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { failureCodeSchema } from '../../../../contract/failure.ts';
import { failureOfRefusal } from '../../../../main/visit/meeting-refusal.ts';

describe("BBB's refusal", () => {
  it.each([
    ['invalidMeetingIdentifier', 'meeting-not-started'],
    ['invalidMeetingId', 'meeting-not-started'],
    ['notFound', 'meeting-not-started'],
    ['meetingForciblyEnded', 'meeting-over'],
    ['mismatchCreateTimeParam', 'meeting-over'],
    ['mismatchCreateTime', 'meeting-over'],
    ['maxParticipantsReached', 'room-full'],
    ['guestDeny', 'meeting-denied'],
    ['guestDeniedAccess', 'meeting-denied'],
    ['serverUnavailable', 'meeting-server-away'],
    ['serverTagUnavailable', 'meeting-server-away'],
    ['internalError', 'meeting-server-away'],
    ['BigBlueButtonServerError', 'meeting-server-away'],
    // The terminal's, the city's or BBB's own fault: nothing that the person could do differently.
    ...[
      ...['checksumError', 'missingParamMeetingID', 'missingParamFullName', 'invalidPassword', 'missingToken'],
      ...['missingSession', 'InvalidSession', 'validationError', 'emptyError', 'nullError', 'sizeError', 'idNotUnique'],
      ...['apiNotEnabled', 'Params required', 'nonUniqueVoiceBridge', 'NotUniqueMeetingID', 'MissingParam'],
      ...['unsupportedRequest', 'unsupportedContentType', 'missingParamRecordID', 'duplicateWarning'],
      ...['successfullyJoined', 'guestWait', 'sentEndMeetingRequest', 'noMeetings', 'noRecordings'],
      ...['unknown', 'aKeyOfTheNextVersion', ''],
    ].map((key) => [key, 'meeting-refused'] as const),
  ] as const)('%j is told as %s', (key, code) => {
    expect(failureOfRefusal(key)).toBe(code);
  });

  it.each(['constructor', 'toString', '__proto__', 'hasOwnProperty', 'valueOf'])(
    '%s, which every object has, is a key like any unknown one',
    (key) => {
      expect(failureOfRefusal(key)).toBe('meeting-refused');
    },
  );

  it('is always a failure that the screens know', () => {
    fc.assert(
      fc.property(fc.string(), (key) => {
        expect(failureCodeSchema.options).toContain(failureOfRefusal(key));
      }),
    );
  });
});
