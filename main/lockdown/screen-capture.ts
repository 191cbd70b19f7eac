import type { Rule } from './rule.ts';

/**
 * A meeting sees no more of the terminal than itself, and that only in a room whose city allows screens to be
 * shared: our bar, which a visitor's help or report is written in, is never in the picture.
 *
 * Through Electron 44 a legacy capture (`chromeMediaSource: 'desktop'`) comes as `media` with no media types, which
 * permissions.ts refuses; since 45 as `display-capture`, like getDisplayMedia.
 * @param allowed whether the room that is open allows it
 */
export const screenCapture = (allowed: () => boolean): Rule => ({
  name: 'screen-capture',
  permissions: ['display-capture'],
  grants: allowed,
  lockSession: (session, refused) => {
    session.setDisplayMediaRequestHandler(({ frame }, answer) => {
      if (allowed() && frame !== null) {
        answer({ video: frame });
        return;
      }
      refused();
      try {
        // Refuses; through Electron 44 it throws as well.
        answer({});
      } catch {
        // Refused all the same.
      }
    });
  },
});
