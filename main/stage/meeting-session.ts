import { session, type Session } from 'electron';
import { visitFolder } from './visit-folder.ts';

/** Without `persist:` the partition lives in memory. One name for all visits: Electron never frees a session. */
const PARTITION = 'meeting';

/** BBB treats an unknown browser as unsupported; to it we are the Chromium that we are. */
const withoutElectron = (userAgent: string): string =>
  userAgent
    .split(' ')
    .filter((part) => !/^(?:Electron|stadtfenster)\//i.test(part))
    .join(' ');

/** The partition of all meetings; the rules of the lock-down are for whoever makes it. */
export const meetingSession = (): Session => {
  const meeting = session.fromPartition(PARTITION);
  meeting.setUserAgent(withoutElectron(meeting.getUserAgent()));
  meeting.setDownloadPath(visitFolder());
  return meeting;
};
