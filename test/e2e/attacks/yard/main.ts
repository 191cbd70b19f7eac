import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { app, BrowserWindow, session, type WebPreferences } from 'electron';
import type { LockdownRule } from '../../../../contract/refusals.ts';
import { lockedPreferences, lockPage, lockSession, preparePage } from '../../../../main/lockdown/lock.ts';
import type { MeetingAddresses } from '../../../../main/lockdown/meeting-address.ts';
import { meetingPolicy } from '../../../../main/lockdown/meeting-policy.ts';
import type { Rule } from '../../../../main/lockdown/rule.ts';
import { claimVisitFolder } from '../../../../main/stage/visit-folder.ts';
import { wipeMeeting } from '../../../../main/stage/wipe.ts';

/**
 * A window beside the product, in which attacks are shown to be real: without any rule, or with all but one.
 * The rules are the product's own.
 */

/** What a rule closes stands open without it, as it does in many an application. */
const CARELESS: Partial<Record<LockdownRule, WebPreferences>> = {
  'page-options': {
    sandbox: false,
    contextIsolation: false,
    nodeIntegration: true,
    nodeIntegrationInWorker: true,
    nodeIntegrationInSubFrames: true,
    webSecurity: false,
    allowRunningInsecureContent: true,
    webviewTag: true,
  },
  'new-windows': { webviewTag: true },
  'drag-and-drop': { navigateOnDragDrop: true },
  'spell-check': { spellcheck: true },
  'developer-tools': { devTools: true },
};

/** Which rules are on: none at all, all, or all but the one that an attack is about. */
export type Lock = 'no rule' | 'all rules' | 'all but its own';

interface Cell {
  readonly window: BrowserWindow;
  readonly refusals: Map<LockdownRule, number>;
  children: number;
  downloads: number;
}

const cells = new Map<string, Cell>();
const downloadFolder = mkdtempSync(path.join(tmpdir(), 'stadtfenster-yard-'));
claimVisitFolder(downloadFolder);
let opened = 0;

let holder: BrowserWindow | null = null;

/**
 * The wipe between two visits, as the terminal makes it.
 * @returns the items that failed
 */
const wipe = async (key: string): Promise<readonly string[]> => {
  const { window } = cellOf(key);
  const receipt = await wipeMeeting({
    pages: [window.webContents],
    session: window.webContents.session,
    origins: [new URL(window.webContents.getURL()).origin],
    forgetGrants: () => undefined,
    ownProcess: holder?.webContents.getOSProcessId() ?? 0,
  });
  return receipt.items.filter(({ result }) => result === 'failed').map(({ item }) => item);
};

const carelessAbout = (rules: readonly LockdownRule[]): WebPreferences =>
  rules.reduce<WebPreferences>((made, rule) => ({ ...made, ...CARELESS[rule] }), {});

/** A rule that is off grants what it decides: otherwise the one for all the rest would decide in its place. */
const off = ({ name, permissions }: Rule): Rule => ({
  name,
  ...(permissions === undefined ? {} : { permissions }),
  grants: () => true,
});

/**
 * @param lock which of the rules are on; of a window without any, what `rules` are about is made careless
 * @param visits name of the partition, for two visits in one
 */
const open = async (lock: Lock, rules: readonly LockdownRule[], address: string, visits?: string): Promise<string> => {
  const key = `cell-${(opened += 1)}`;
  const partition = session.fromPartition(visits ?? key);
  const { origin, host } = new URL(address);
  const addresses: MeetingAddresses = { hosts: [host], returnUrl: 'https://stadtfenster.invalid/', allowHttp: true };
  const whole = meetingPolicy({
    allowsMicrophone: () => true,
    origins: () => [origin],
    allowsScreenShare: () => false,
    openedFor: () => ({ addresses, left: () => undefined, join: () => undefined }),
  });
  const policy =
    lock === 'no rule'
      ? []
      : whole.map((one) => (lock === 'all but its own' && rules.includes(one.name) ? off(one) : one));
  const refusals = new Map<LockdownRule, number>();
  const count = (rule: LockdownRule): void => {
    refusals.set(rule, (refusals.get(rule) ?? 0) + 1);
  };
  const preferences = { ...lockedPreferences(policy), ...(lock === 'all rules' ? {} : carelessAbout(rules)) };
  if (policy.length > 0) lockSession(partition, policy, count);
  const isWindow = (contents: Electron.WebContents): boolean => contents.session === partition;
  const seePage = (_event: unknown, contents: Electron.WebContents): void => {
    if (isWindow(contents) && contents.getType() === 'window') lockPage(contents, policy, count);
  };
  app.once('web-contents-created', seePage);
  const window = new BrowserWindow({
    width: 640,
    height: 480,
    webPreferences: { ...preferences, session: partition, backgroundThrottling: false },
  });
  const cell: Cell = { window, refusals, children: 0, downloads: 0 };
  cells.set(key, cell);
  app.on('browser-window-created', (_created, child) => {
    if (child.webContents.session === partition) cell.children += 1;
  });
  partition.on('will-download', (event, item) => {
    if (event.defaultPrevented) return;
    item.setSavePath(path.join(downloadFolder, `${key}-${cell.downloads}`));
    cell.downloads += 1;
  });
  if (lock !== 'all rules' && rules.includes('screen-capture')) {
    // As documents show it: the first screen there is.
    partition.setDisplayMediaRequestHandler(({ frame }, answer) => answer(frame === null ? {} : { video: frame }));
  }
  await preparePage(window.webContents, policy, count);
  await window.loadURL(address);
  if (lock !== 'all rules' && rules.includes('zoom')) await window.webContents.setVisualZoomLevelLimits(1, 3);
  window.focus();
  window.webContents.focus();
  return key;
};

const cellOf = (key: string): Cell => {
  const cell = cells.get(key);
  if (cell === undefined) throw new Error(`There is no ${key}.`);
  return cell;
};

const seen = (key: string) => {
  const { window, downloads, children, refusals } = cellOf(key);
  const isGone = window.isDestroyed() || window.webContents.isDestroyed();
  return {
    windows: children,
    downloads,
    viewers: isGone
      ? 0
      : window.webContents.mainFrame.framesInSubtree.filter(({ url }) => url.startsWith('chrome-extension:')).length,
    address: isGone ? null : window.webContents.getURL(),
    zoom: isGone ? 1 : window.webContents.getZoomFactor(),
    isFullScreen: isGone ? false : window.isFullScreen(),
    isMinimized: isGone ? false : window.isMinimized(),
    hasDeveloperTools: isGone ? false : window.webContents.isDevToolsOpened(),
    refusals: Object.fromEntries(refusals),
  };
};

const close = (key: string): void => {
  const { window } = cellOf(key);
  cells.delete(key);
  // Windows that it opened stay until the yard ends: Electron does not survive the end of some while they load.
  if (!window.isDestroyed()) window.destroy();
};

export type Yard = { open: typeof open; seen: typeof seen; close: typeof close; wipe: typeof wipe };
const yard: Yard = { open, seen, close, wipe };
Reflect.set(globalThis, 'yard', yard);

app.on('window-all-closed', () => undefined);
void app.whenReady().then(() => {
  // Holds the program while cells come and go.
  holder = new BrowserWindow({ show: false });
  void holder.loadURL('about:blank');
});
