import type { WebContents } from 'electron';
import { judgeDestination, type Destination, type MeetingAddresses } from './meeting-address.ts';

/** Schemes a frame inside the meeting may use; what it may reach is the session's business. */
const FRAME_SCHEMES = new Set(['https:', 'http:', 'about:', 'blob:', 'data:']);

/**
 * Keeps the meeting's main frame on the meeting's hosts. A wish to go elsewhere is refused and told:
 * it is how a meeting ends.
 */
export const keepMeeting = (
  contents: WebContents,
  addresses: MeetingAddresses,
  left: (destination: Exclude<Destination, { kind: 'inside' }>) => void,
): void => {
  const judge = (event: { readonly url: string; preventDefault: () => void }): void => {
    const destination = judgeDestination(event.url, addresses);
    if (destination.kind === 'inside') return;
    event.preventDefault();
    left(destination);
  };
  contents.on('will-frame-navigate', (event) => {
    if (event.isMainFrame) judge(event);
    else if (!URL.canParse(event.url) || !FRAME_SCHEMES.has(new URL(event.url).protocol)) event.preventDefault();
  });
  // A server's redirect: BBB answers a refused join like this.
  contents.on('will-redirect', (event) => {
    if (event.isMainFrame) judge(event);
  });
};
