import { ipcMain, type IpcMainEvent, type IpcMainInvokeEvent, type WebContents } from 'electron';
import { IPC } from '../../contract/bridge.ts';
import type { Snapshot } from '../../contract/snapshot.ts';
import { KIOSK_ORIGIN } from './kiosk-scheme.ts';

/** What the first screen does not need waits until it has been drawn; this is longer than drawing takes. */
const DRAWN_AFTER_MS = 150;

/** What stands behind the bridge once the terminal is put together. */
export interface BridgeEnd {
  /** The snapshot for a page that has just started. */
  readonly current: () => Snapshot;
  /** What the page sent, not yet parsed. */
  readonly heard: (message: unknown) => void;
  /** The page has been given its first snapshot. */
  readonly drawn: () => void;
}

export interface Bridge {
  /** The page may ask before: it is answered now. What it sent before is dropped, there was nothing to touch. */
  connect(end: BridgeEnd): void;
  send(snapshot: Snapshot): void;
}

/**
 * The line to our own page. Only the main frame of our own view is heard; everything else is dropped
 * (items 17 and 20 of Electron's security guide).
 */
export const openBridge = (ui: WebContents): Bridge => {
  const { promise, resolve } = deferred<BridgeEnd>();
  let end: BridgeEnd | null = null;
  const isOurs = ({ sender, senderFrame }: IpcMainEvent | IpcMainInvokeEvent): boolean =>
    sender === ui && senderFrame === ui.mainFrame && senderFrame.url.startsWith(`${KIOSK_ORIGIN}/`);

  ipcMain.handle(IPC.ready, async (event) => {
    if (!isOurs(event)) throw new Error('not for this sender');
    const { current, drawn } = await promise;
    setTimeout(drawn, DRAWN_AFTER_MS);
    return current();
  });
  ipcMain.on(IPC.intent, (event, message: unknown) => {
    if (isOurs(event)) end?.heard(message);
  });
  return {
    connect: (connected) => {
      end = connected;
      resolve(connected);
    },
    send: (snapshot) => {
      if (!ui.isDestroyed() && !ui.isCrashed()) ui.send(IPC.snapshot, snapshot);
    },
  };
};

const deferred = <T>(): { promise: Promise<T>; resolve: (value: T) => void } => {
  let settle: (value: T) => void = () => undefined;
  const promise = new Promise<T>((resolve) => {
    settle = resolve;
  });
  return { promise, resolve: (value) => settle(value) };
};
