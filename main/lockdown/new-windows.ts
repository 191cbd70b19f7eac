import type { WebContents } from 'electron';
import { isJoin, type MeetingAddresses } from './meeting-address.ts';

/** One window, and it is ours: no page opens another one, nor a webview inside itself. */
export const refuseNewWindows = (contents: WebContents): void => {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-attach-webview', (event) => event.preventDefault());
};

/**
 * The meeting opens no window either. One wish is told, to be fulfilled in the view that is there: the way
 * into a breakout room, for which BBB opens a new tab.
 */
export const takeJoinsFromMeeting = (
  contents: WebContents,
  addresses: MeetingAddresses,
  join: (address: string) => void,
): void => {
  contents.setWindowOpenHandler(({ url }) => {
    if (isJoin(url, addresses)) join(url);
    return { action: 'deny' };
  });
};
