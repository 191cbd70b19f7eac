import type { WebContents } from 'electron';
import { KIOSK_ORIGIN } from '../stage/kiosk-address.ts';
import { judgeDestination, type Destination, type MeetingAddresses } from './meeting-address.ts';
import type { Refused, Rule } from './rule.ts';

/** Schemes a frame inside the meeting may use; what it may reach is for egress.ts. */
const FRAME_SCHEMES = new Set(['https:', 'http:', 'about:', 'blob:', 'data:']);

interface Navigation {
  readonly url: string;
  readonly isMainFrame: boolean;
  preventDefault(): void;
}

/**
 * Every way to another document: `will-frame-navigate` covers what `will-navigate` does, and frames; servers'
 * redirects come by `will-redirect` alone, as BBB's answer to a refused join does.
 */
const onNavigation = (contents: WebContents, judge: (navigation: Navigation) => void): void => {
  contents.on('will-frame-navigate', (event) => judge(event));
  contents.on('will-redirect', (event) => judge(event));
};

/** Our own page goes nowhere, and no other page gets into its place. */
export const ownNavigation: Rule = {
  name: 'navigation',
  lockPage: (contents, refused) =>
    onNavigation(contents, (navigation) => {
      if (navigation.url.startsWith(`${KIOSK_ORIGIN}/`)) return;
      navigation.preventDefault();
      refused();
    }),
};

/** The meeting wants to go elsewhere with its main frame: that is how a meeting ends. */
export type Left = (destination: Exclude<Destination, { kind: 'inside' }>) => void;

const keepFrame = (navigation: Navigation, refused: Refused): void => {
  if (URL.canParse(navigation.url) && FRAME_SCHEMES.has(new URL(navigation.url).protocol)) return;
  navigation.preventDefault();
  refused();
};

/**
 * Keeps the meeting's main frame on the meeting's hosts, and its frames on schemes of the web. A wish of the
 * main frame to go elsewhere is told. The reserved return address is no refusal: nothing listens there.
 * @param meeting null while none is open, and then nothing is allowed
 */
export const meetingNavigation = (
  meeting: (contents: WebContents) => { readonly addresses: MeetingAddresses; readonly left: Left } | null,
): Rule => ({
  name: 'navigation',
  lockPage: (contents, refused) =>
    onNavigation(contents, (navigation) => {
      if (!navigation.isMainFrame) {
        keepFrame(navigation, refused);
        return;
      }
      const open = meeting(contents);
      const destination: Destination =
        open === null ? { kind: 'outside' } : judgeDestination(navigation.url, open.addresses);
      if (destination.kind === 'inside') return;
      navigation.preventDefault();
      if (destination.kind === 'outside') refused();
      open?.left(destination);
    }),
});

/** For pages of which nobody knows: nowhere. */
export const noNavigation: Rule = {
  name: 'navigation',
  lockPage: (contents, refused) =>
    onNavigation(contents, (navigation) => {
      navigation.preventDefault();
      refused();
    }),
};
