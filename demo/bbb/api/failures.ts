/** One reason why a call fails, as BBB words it: a key that programs read, an English sentence that people read. */
export interface Failure {
  readonly key: string;
  readonly message: string;
}

const MESSAGES: Readonly<Record<string, string>> = {
  'Params required': 'You must send the role or the password of the person who joins',
  apiNotEnabled: 'The API of this server is switched off',
  checksumError: 'Checksums do not match',
  guestDeniedAccess: "The meeting's guest policy denies you access",
  idNotUnique: 'A meeting with this ID exists already and has other passwords',
  invalidMeetingIdentifier: 'No meeting with this ID exists',
  invalidPassword: 'The password belongs to neither a moderator nor an attendee',
  maxParticipantsReached: 'The meeting has as many participants as it allows',
  meetingForciblyEnded: 'You can not join a meeting that has already been forcibly ended',
  mismatchCreateTimeParam: 'The createTime does not match the current meeting',
  missingParamFullName: 'You must provide your name',
  missingParamMeetingID: 'You must provide a meeting ID',
  missingSession: 'No session with this token exists',
  missingToken: 'You must provide a session token',
  nonUniqueVoiceBridge: 'Another meeting uses this voice bridge',
  notFound: 'A meeting with that ID does not exist',
};

/**
 * @param key a messageKey of BBB
 * @param message its sentence; the usual one of the key unless given
 */
export const failure = (key: string, message = MESSAGES[key] ?? 'The request failed'): Failure => ({ key, message });
