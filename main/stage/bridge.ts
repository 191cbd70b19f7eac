import { ipcMain, type IpcMainEvent, type IpcMainInvokeEvent, type WebContents } from 'electron';
import { IPC } from '../../contract/bridge.ts';
import type { Snapshot } from '../../contract/snapshot.ts';
import { KIOSK_ORIGIN } from './kiosk-address.ts';

/** What stands behind the bridge once the terminal is put together. */
export interface BridgeEnd {
  /** The snapshot for a page that has just started. */
  readonly current: () => Snapshot;
  /** What the page sent, not yet parsed. */
  readonly heard: (message: unknown) => void;
  /** Staff asks for the service menu. */
  readonly openService: () => void;
}

/** Touches that came before the terminal was put together; nobody makes more in that time. */
const EARLY_MAX = 20;

export interface Bridge {
  /**
   * What a page is given that starts before the terminal is put together.
   * @returns the snapshot that a page was given first, as soon as one was
   */
  open(first: Snapshot): Promise<Snapshot>;
  /** From now on the terminal answers; what the page sent since {@link open} comes first. */
  connect(end: BridgeEnd): void;
  send(snapshot: Snapshot): void;
  /** Asks the page whether it lives; `answered` is called when it does. */
  askAlive(answered: () => void): void;
}

/**
 * The line to our own page. Only the main frame of our own view is heard; everything else is dropped
 * (items 17 and 20 of Electron's security guide).
 * @param refused told of each message that is not ours
 */
export const openBridge = (ui: WebContents, refused: () => void): Bridge => {
  const first = deferred<Snapshot>();
  const given = deferred<Snapshot>();
  const early: unknown[] = [];
  let end: BridgeEnd | null = null;
  const isOurs = ({ sender, senderFrame }: IpcMainEvent | IpcMainInvokeEvent): boolean => {
    const ours = sender === ui && senderFrame === ui.mainFrame && senderFrame.url.startsWith(`${KIOSK_ORIGIN}/`);
    if (!ours) refused();
    return ours;
  };
  let answered: () => void = () => undefined;

  ipcMain.handle(IPC.ready, async (event) => {
    if (!isOurs(event)) throw new Error('not for this sender');
    const snapshot = end?.current() ?? (await first.promise);
    given.resolve(snapshot);
    return snapshot;
  });
  ipcMain.on(IPC.intent, (event, message: unknown) => {
    if (!isOurs(event)) return;
    if (end !== null) end.heard(message);
    else if (early.length < EARLY_MAX) early.push(message);
  });
  ipcMain.on(IPC.service, (event) => {
    if (isOurs(event)) end?.openService();
  });
  ipcMain.on(IPC.answer, (event) => {
    if (isOurs(event)) answered();
  });
  const tell = (channel: string, ...carried: readonly Snapshot[]): void => {
    if (!ui.isDestroyed() && !ui.isCrashed()) ui.send(channel, ...carried);
  };
  return {
    open: (snapshot) => {
      first.resolve(snapshot);
      return given.promise;
    },
    connect: (connected) => {
      end = connected;
      for (const message of early.splice(0)) connected.heard(message);
    },
    send: (snapshot) => tell(IPC.snapshot, snapshot),
    askAlive: (heard) => {
      answered = heard;
      tell(IPC.alive);
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
