import type { WebContents } from 'electron';
import { clipboard } from './clipboard.ts';
import { egress } from './egress.ts';
import { fileChooser } from './file-chooser.ts';
import type { MeetingAddresses } from './meeting-address.ts';
import { mouseButtons } from './mouse-buttons.ts';
import { meetingNavigation, type Left } from './navigation.ts';
import { meetingWindows } from './new-windows.ts';
import { meetingPermissions } from './permissions.ts';
import { pictureInPicture } from './picture-in-picture.ts';
import { rulesForEveryPage } from './policy.ts';
import { printing } from './printing.ts';
import type { Policy } from './rule.ts';
import { screenCapture } from './screen-capture.ts';
import { serviceWorkers } from './service-workers.ts';
import { wakeLocks } from './wake-locks.ts';
import { webrtc } from './webrtc.ts';

/** What the rules have to know of the meeting. */
export interface GuardedMeeting {
  /** Origins of the meeting that is open; empty when none is. */
  readonly origins: () => readonly string[];
  /** Whether the room that is open lets screens be shared. */
  readonly allowsScreenShare: () => boolean;
  /** Whether people speak at this terminal: one that only listens opens no microphone. */
  readonly allowsMicrophone: () => boolean;
  /** The meeting that a page was opened for. */
  readonly openedFor: (contents: WebContents) => OpenedMeeting | null;
}

export interface OpenedMeeting {
  readonly addresses: MeetingAddresses;
  readonly left: Left;
  readonly join: (address: string) => void;
}

/** For the meeting: a foreign page in a partition of its own, held to the meeting's hosts. */
export const meetingPolicy = ({ origins, allowsScreenShare, allowsMicrophone, openedFor }: GuardedMeeting): Policy => [
  ...rulesForEveryPage,
  meetingPermissions(origins, allowsMicrophone),
  meetingNavigation(openedFor),
  meetingWindows(openedFor),
  screenCapture(allowsScreenShare),
  clipboard(origins),
  wakeLocks(origins),
  egress(origins),
  webrtc((contents) => openedFor(contents)?.addresses.hosts ?? []),
  serviceWorkers,
  fileChooser,
  printing,
  pictureInPicture,
  mouseButtons,
];
