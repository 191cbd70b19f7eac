import { session, type Session } from 'electron';
import { guardPermissions, mayMeeting } from '../lockdown/permissions.ts';
import { refuseDownloads } from '../lockdown/downloads.ts';

/** Without `persist:` the partition lives in memory. One name for all visits: Electron never frees a session. */
const PARTITION = 'meeting';

/** BBB treats an unknown browser as unsupported; to it we are the Chromium that we are. */
const withoutElectron = (userAgent: string): string =>
  userAgent
    .split(' ')
    .filter((part) => !/^(?:Electron|stadtfenster)\//i.test(part))
    .join(' ');

/** @param origins origins of the meeting that is open now */
export const meetingSession = (origins: () => readonly string[]): Session => {
  const meeting = session.fromPartition(PARTITION);
  meeting.setUserAgent(withoutElectron(meeting.getUserAgent()));
  guardPermissions(meeting, (question) => mayMeeting(question, origins()));
  refuseDownloads(meeting);
  // Otherwise dictionaries are fetched from a foreign host.
  meeting.setSpellCheckerEnabled(false);
  return meeting;
};
