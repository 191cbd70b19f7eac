import type { Page } from '@playwright/test';
import type { LockdownRule } from '../../../contract/refusals.ts';
import type { MouseButton } from '../hand.ts';
import type { Outside } from './outside.ts';

/** Where an attack is made: a hostile page, and what can be seen of the machine around it. */
export interface World {
  readonly page: Page;
  /** Origin of the hostile page's own server, which the meeting may speak with. */
  readonly inside: string;
  readonly outside: Outside;
  /** Marks what belongs to this attack at this time. */
  readonly mark: string;
  /** What has happened outside the page since the attack began. */
  readonly seen: () => Promise<Seen>;
  /** How many documents have come into the page since the attack began. */
  readonly documents: () => number;
  /** A hand at the keyboard, as the platform reports it. */
  readonly press: (chord: string) => void;
  /** A click in the middle of the page. */
  readonly click: (button: MouseButton) => Promise<void>;
}

export interface Seen {
  /** Pages and windows beside the one that was there. */
  readonly windows: number;
  /** Dialogs and other windows of the system's own on the screen. */
  readonly dialogs: number;
  /** Dialogs that a script of the page opened. */
  readonly alerts: number;
  readonly downloads: number;
  /** Viewers of Chromium's own in the page, with buttons to save and print. */
  readonly viewers: number;
  /** Addresses that were handed to another program. */
  readonly programs: number;
  /** The address of the attacked page; null when it is gone. */
  readonly address: string | null;
  readonly zoom: number;
  readonly isMinimized: boolean;
  readonly hasDeveloperTools: boolean;
}

/** What the page itself says: whether it got what it wanted; nothing when it cannot know. */
export type Told = boolean | undefined;

export interface Attack {
  readonly rule: LockdownRule;
  /** With the rule unlike any other. */
  readonly mechanism: string;
  /** What is tried, and what would be seen if nothing stopped it: the table in the documents is made of these. */
  readonly tries: string;
  readonly wouldShow: string;
  /** Other rules that stop it too: to show what its own does, these are off as well. */
  readonly alsoStoppedBy?: readonly LockdownRule[];
  readonly run: (world: World) => Promise<Told>;
  /** Looks outside the page; absent when the page itself knows. */
  readonly hasSucceeded?: (world: World) => boolean | Promise<boolean>;
}

/** Mechanism, what is tried, and the page's own script; `to` is an address on the foreign host, `inside` on its own. */
export type Way = readonly [mechanism: string, tries: string, script: string];

/** Runs a script of the hostile page as after a touch of the visitor. */
export const inPage = async ({ page, inside, outside, mark }: World, script: string): Promise<Told> => {
  const place = { inside, to: `${outside.origin}/${mark}`, host: outside.host, udpPort: outside.udpPort, mark };
  const told: unknown = await page
    .evaluate(`(async ({ inside, to, host, udpPort, mark }) => { ${script} })(${JSON.stringify(place)})`)
    // The page is gone before it could answer.
    .catch(() => undefined);
  return typeof told === 'boolean' ? told : undefined;
};

/** Attacks of one rule that would show the same. */
export const waysOf = (
  rule: LockdownRule,
  wouldShow: string,
  ways: readonly Way[],
  hasSucceeded?: Attack['hasSucceeded'],
  alsoStoppedBy?: Attack['alsoStoppedBy'],
): Attack[] =>
  ways.map(([mechanism, tries, script]) => ({
    rule,
    mechanism,
    tries,
    wouldShow,
    run: (world) => inPage(world, script),
    ...(hasSucceeded === undefined ? {} : { hasSucceeded }),
    ...(alsoStoppedBy === undefined ? {} : { alsoStoppedBy }),
  }));

export const reachesOutside = ({ outside, mark }: World): boolean => outside.heard(mark);
