import type { Screen } from '../../contract/snapshot.ts';
import { certificates } from './certificates.ts';
import { clipboard } from './clipboard.ts';
import { contextMenu } from './context-menu.ts';
import { developerTools } from './developer-tools.ts';
import { devices } from './devices.ts';
import { dialogs } from './dialogs.ts';
import { downloads } from './downloads.ts';
import { dragAndDrop } from './drag-and-drop.ts';
import { externalProtocols } from './external-protocols.ts';
import { fullscreen } from './fullscreen.ts';
import { inputLocks } from './input-locks.ts';
import { keyCombinations } from './key-combinations.ts';
import { noNavigation, ownNavigation } from './navigation.ts';
import { newWindows } from './new-windows.ts';
import { notifications } from './notifications.ts';
import { pageFeatures } from './page-features.ts';
import { pageOptions } from './page-options.ts';
import { noPermissions, ownPermissions } from './permissions.ts';
import type { Policy } from './rule.ts';
import { screenCapture } from './screen-capture.ts';
import { signIns } from './sign-ins.ts';
import { spellCheck } from './spell-check.ts';
import { unloadTraps } from './unload-traps.ts';
import { wakeLocks } from './wake-locks.ts';
import { zoom } from './zoom.ts';

const never = (): boolean => false;
const nobody = (): readonly string[] => [];

/** What holds for every page, whoever made it. */
export const rulesForEveryPage: Policy = [
  devices,
  externalProtocols,
  notifications,
  fullscreen,
  inputLocks,
  downloads,
  dialogs,
  unloadTraps,
  pageOptions,
  pageFeatures,
  certificates,
  signIns,
  spellCheck,
  dragAndDrop,
  contextMenu,
  zoom,
  developerTools,
  keyCombinations,
];

/** For our own page. It is ours, and still gets no more than its screens need. */
export const ownPolicy = (screen: () => Screen | undefined): Policy => [
  ...rulesForEveryPage,
  ownPermissions(screen),
  ownNavigation,
  newWindows,
  screenCapture(never),
  clipboard(nobody),
  wakeLocks(nobody),
];

/** For a page or session that nobody gave a policy: nothing at all. */
export const strangerPolicy: Policy = [
  ...rulesForEveryPage,
  noPermissions,
  noNavigation,
  newWindows,
  screenCapture(never),
];
