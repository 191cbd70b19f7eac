import { session, type Session } from 'electron';
import { guardPermissions, mayMeeting } from '../lockdown/permissions.ts';
import { refuseDownloads } from '../lockdown/downloads.ts';
import { visitFolder } from './visit-folder.ts';

/** Without `persist:` the partition lives in memory. One name for all visits: Electron never frees a session. */
const PARTITION = 'meeting';

/** BBB treats an unknown browser as unsupported; to it we are the Chromium that we are. */
const withoutElectron = (userAgent: string): string =>
  userAgent
    .split(' ')
    .filter((part) => !/^(?:Electron|stadtfenster)\//i.test(part))
    .join(' ');

/** Those whose listeners {@link guardPermissions} adds. */
const CHOOSERS = ['select-hid-device', 'select-usb-device', 'select-serial-port'] as const;

const guard = (meeting: Session, origins: () => readonly string[]): void =>
  guardPermissions(meeting, (question) => mayMeeting(question, origins()));

/**
 * Takes back every permission that a page was given: it is remembered for as long as the handlers that gave it stay.
 * @param origins origins of the meeting that is open now
 */
export const forgetGrants = (meeting: Session, origins: () => readonly string[]): void => {
  meeting.setPermissionRequestHandler(null);
  meeting.setPermissionCheckHandler(null);
  meeting.setDevicePermissionHandler(null);
  meeting.setBluetoothPairingHandler(null);
  for (const chooser of CHOOSERS) meeting.removeAllListeners(chooser);
  // In the same turn: without handlers Electron would grant everything.
  guard(meeting, origins);
};

/** @param origins origins of the meeting that is open now */
export const meetingSession = (origins: () => readonly string[]): Session => {
  const meeting = session.fromPartition(PARTITION);
  meeting.setUserAgent(withoutElectron(meeting.getUserAgent()));
  guard(meeting, origins);
  meeting.setDownloadPath(visitFolder());
  refuseDownloads(meeting);
  // Otherwise dictionaries are fetched from a foreign host.
  meeting.setSpellCheckerEnabled(false);
  return meeting;
};
