import type { WebContents } from 'electron';
import { isJoin, type MeetingAddresses } from './meeting-address.ts';
import type { Refused, Rule } from './rule.ts';

const refuseWebviews = (contents: WebContents, refused: Refused): void => {
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
    refused();
  });
};

/** One window, and it is ours: no page opens another one, nor a webview inside itself. */
export const newWindows: Rule = {
  name: 'new-windows',
  lockPage: (contents, refused) => {
    contents.setWindowOpenHandler(() => {
      refused();
      return { action: 'deny' };
    });
    refuseWebviews(contents, refused);
  },
};

/**
 * The meeting opens no window either. One wish is told, to be fulfilled in the view that is there: the way
 * into a breakout room, for which BBB opens a new tab.
 */
export const meetingWindows = (
  meeting: (
    contents: WebContents,
  ) => { readonly addresses: MeetingAddresses; readonly join: (address: string) => void } | null,
): Rule => ({
  name: 'new-windows',
  lockPage: (contents, refused) => {
    refuseWebviews(contents, refused);
    contents.setWindowOpenHandler(({ url }) => {
      const open = meeting(contents);
      if (open !== null && isJoin(url, open.addresses)) open.join(url);
      else refused();
      return { action: 'deny' };
    });
  },
});
