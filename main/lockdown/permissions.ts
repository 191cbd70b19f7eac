import type { Session } from 'electron';
import type { Screen } from '../../contract/snapshot.ts';
import { KIOSK_ORIGIN } from '../stage/kiosk-address.ts';

/** What a page asks for, as far as a decision needs it. */
export interface PermissionQuestion {
  readonly permission: string;
  /** Origin of the frame that asks. */
  readonly origin: string;
  /** `audio`, `video` or `unknown`; empty for a screen capture in disguise. */
  readonly mediaTypes: readonly string[];
}

type Rule = (question: PermissionQuestion) => boolean;

const always: Rule = () => true;

/** Through Electron 44 a legacy screen capture comes as `media` with no media types: that is not a camera. */
const cameraOrMicrophone: Rule = ({ mediaTypes }) =>
  mediaTypes.length > 0 && mediaTypes.every((type) => type === 'audio' || type === 'video');

/** What a meeting may have. Everything that is not named here is refused; Electron's own default is to grant. */
const MEETING_PERMISSIONS: Readonly<Record<string, Rule>> = {
  // To be seen and heard.
  media: cameraOrMicrophone,
  // To choose the loudspeaker (setSinkId).
  'speaker-selection': always,
  // To copy a text inside the meeting; reading the clipboard stays refused.
  'clipboard-sanitized-write': always,
  // To keep the screen on while somebody listens.
  'screen-wake-lock': always,
};

/**
 * Decides one question of a meeting's page.
 * @param origins origins of the meeting that is open; empty when none is
 */
export const mayMeeting = (question: PermissionQuestion, origins: readonly string[]): boolean =>
  origins.includes(question.origin) &&
  Object.hasOwn(MEETING_PERMISSIONS, question.permission) &&
  (MEETING_PERMISSIONS[question.permission]?.(question) ?? false);

/** What our own page may use on a screen: camera and microphone while they are checked, the camera to read a code. */
const ownMedia = (screen: Screen | undefined): readonly string[] => {
  if (screen?.name === 'check') return ['audio', 'video'];
  return screen?.name === 'code' && screen.scanning ? ['video'] : [];
};

/**
 * Decides one question of our own page: nothing but what its screen is for.
 * @param screen what the visitor sees now
 */
export const mayOwnPage = (
  { permission, origin, mediaTypes }: PermissionQuestion,
  screen: Screen | undefined,
): boolean =>
  origin === KIOSK_ORIGIN &&
  permission === 'media' &&
  mediaTypes.length > 0 &&
  mediaTypes.every((type) => ownMedia(screen).includes(type));

const originOf = (address: string | undefined): string => {
  if (address === undefined || !URL.canParse(address)) return '';
  // The URL standard gives a scheme of our own the origin "null".
  if (address === KIOSK_ORIGIN || address.startsWith(`${KIOSK_ORIGIN}/`)) return KIOSK_ORIGIN;
  return new URL(address).origin;
};

/**
 * Answers all permission questions of a session: the request *and* the check, since a page that is granted
 * the check never makes the request. Device APIs (USB, HID, serial, Bluetooth) are refused outright.
 */
export const guardPermissions = (session: Session, decide: (question: PermissionQuestion) => boolean): void => {
  session.setPermissionRequestHandler((_contents, permission, callback, details) => {
    const mediaTypes = 'mediaTypes' in details ? (details.mediaTypes ?? []) : [];
    callback(decide({ permission, origin: originOf(details.requestingUrl), mediaTypes }));
  });
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin, details) =>
    decide({
      permission,
      origin: originOf(details.securityOrigin ?? requestingOrigin),
      // A check names one kind or `unknown` (asked before the kind is known, as for the list of devices).
      mediaTypes: details.mediaType === undefined || details.mediaType === 'unknown' ? ['audio'] : [details.mediaType],
    }),
  );
  session.setDevicePermissionHandler(() => false);
  session.setBluetoothPairingHandler((_details, callback) => callback({ confirmed: false }));
  session.on('select-hid-device', (event, _details, callback) => {
    event.preventDefault();
    callback();
  });
  session.on('select-usb-device', (event, _details, callback) => {
    event.preventDefault();
    callback();
  });
  session.on('select-serial-port', (event, _ports, _contents, callback) => {
    event.preventDefault();
    callback('');
  });
};
