import type { Screen } from '../../contract/snapshot.ts';
import { KIOSK_ORIGIN } from '../stage/kiosk-address.ts';
import type { PermissionQuestion, Rule } from './rule.ts';

type Decision = (question: PermissionQuestion) => boolean;

const always: Decision = () => true;

/** What a meeting may have. Everything that is not named here is refused; Electron's own default is to grant. */
const MEETING_PERMISSIONS: Readonly<Record<string, Decision>> = {
  // To be seen and heard. Empty media types are a screen capture in disguise, see screen-capture.ts.
  media: ({ mediaTypes }) => mediaTypes.length > 0 && mediaTypes.every((type) => type === 'audio' || type === 'video'),
  // To choose the loudspeaker (setSinkId).
  'speaker-selection': always,
};

/**
 * Decides what no rule of its own decides for the meeting's page.
 * @param origins origins of the meeting that is open; empty when none is
 * @param allowsMicrophone whether people speak at this terminal
 */
export const meetingPermissions = (origins: () => readonly string[], allowsMicrophone: () => boolean): Rule => ({
  name: 'permissions',
  decidesOthers: true,
  grants: (question) =>
    origins().includes(question.origin) &&
    (allowsMicrophone() || !question.mediaTypes.includes('audio')) &&
    Object.hasOwn(MEETING_PERMISSIONS, question.permission) &&
    (MEETING_PERMISSIONS[question.permission]?.(question) ?? false),
});

/** What our own page may use on a screen: camera and microphone while they are checked, the camera to read a code. */
const ownMedia = (screen: Screen | undefined): readonly string[] => {
  if (screen?.name === 'check') return ['audio', 'video'];
  const isScanning = screen?.name === 'enrolment' ? screen.step === 'scan' : screen?.name === 'code' && screen.scanning;
  return isScanning ? ['video'] : [];
};

/**
 * Our own page gets nothing but what its screen is for.
 * @param screen what the visitor sees now
 */
export const ownPermissions = (screen: () => Screen | undefined): Rule => ({
  name: 'permissions',
  decidesOthers: true,
  grants: ({ permission, origin, mediaTypes }) =>
    origin === KIOSK_ORIGIN &&
    permission === 'media' &&
    mediaTypes.length > 0 &&
    mediaTypes.every((type) => ownMedia(screen()).includes(type)),
});

/** For pages of which nobody knows: nothing. */
export const noPermissions: Rule = { name: 'permissions', decidesOthers: true };
