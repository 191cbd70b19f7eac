import path from 'node:path';
import {
  ipcMain,
  session,
  WebContentsView,
  type BaseWindow,
  type IpcMainEvent,
  type Session,
  type WebPreferences,
} from 'electron';
import type { IpcMainInvokeEvent } from 'electron';
import { SERVICE_IPC } from '../../contract/service-bridge.ts';
import type { ServiceSnapshot } from '../../contract/service.ts';
import { isByHand } from './human-input.ts';
import { KIOSK_ORIGIN } from './kiosk-address.ts';
import { serveKioskScheme } from './kiosk-scheme.ts';

const SERVICE_PAGE = `${KIOSK_ORIGIN}/service/index.html`;

const SURFACE = '#f5f7fa';

/** A partition of its own gives it a process of its own: it works while our other page hangs or does not load. */
const PARTITION = 'service';

interface Made {
  readonly session: Session;
  readonly preferences: WebPreferences;
}

let made: Made | null = null;

/** Made when the menu is first asked for. It may nothing: no device, no download. */
const serviceSession = (dist: string, admit: (session: Session) => WebPreferences): Made => {
  if (made !== null) return made;
  const partition = session.fromPartition(PARTITION, { cache: false });
  made = { session: partition, preferences: admit(partition) };
  serveKioskScheme(partition, path.join(dist, 'renderer'), () => undefined);
  return made;
};

/** What stands behind the page. */
export interface ServiceViewEnd {
  readonly current: () => ServiceSnapshot;
  /** What the page sent, not yet parsed. */
  readonly heard: (message: unknown) => void;
  readonly touched: () => void;
  /** The page cannot be shown (any more). */
  readonly failed: () => void;
}

export interface ServiceView {
  send(snapshot: ServiceSnapshot): void;
  /** Puts it over everything again. */
  raise(): void;
  close(): void;
}

/**
 * Opens the page of the service menu over everything that the window shows. It hides what a visitor has there, and
 * leaves it as it is.
 * @param dist absolute path of the built product
 * @param admit puts the page's session under the rules of the lock-down
 */
export const openServiceView = (
  window: BaseWindow,
  dist: string,
  admit: (session: Session) => WebPreferences,
  end: ServiceViewEnd,
): ServiceView => {
  const { session: partition, preferences } = serviceSession(dist, admit);
  const view = new WebContentsView({
    webPreferences: {
      ...preferences,
      session: partition,
      preload: path.join(dist, 'preload', 'service.cjs'),
    },
  });
  const page = view.webContents;
  let isOpen = true;
  const isOurs = ({ sender, senderFrame }: IpcMainEvent | IpcMainInvokeEvent): boolean =>
    isOpen && sender === page && senderFrame === page.mainFrame && senderFrame.url === SERVICE_PAGE;

  ipcMain.handle(SERVICE_IPC.ready, (event) => {
    if (!isOurs(event)) throw new Error('not for this sender');
    return end.current();
  });
  const onIntent = (event: IpcMainEvent, message: unknown): void => {
    if (isOurs(event)) end.heard(message);
  };
  ipcMain.on(SERVICE_IPC.intent, onIntent);
  page.on('input-event', (_event, input) => {
    if (isByHand(input)) end.touched();
  });
  page.on('render-process-gone', () => end.failed());
  page.on('did-fail-load', (_event, _code, _description, _address, isMainFrame) => {
    if (isMainFrame) end.failed();
  });
  // A meeting that opens beneath asks for the keyboard: a PIN must not be typed into it.
  page.on('blur', () => {
    setImmediate(() => {
      if (isOpen) page.focus();
    });
  });

  const fill = (): void => {
    const { width, height } = window.getContentBounds();
    view.setBounds({ x: 0, y: 0, width, height });
  };
  const raise = (): void => {
    window.contentView.addChildView(view);
  };
  view.setBackgroundColor(SURFACE);
  fill();
  window.on('resize', fill);
  raise();
  page.focus();
  // Rejects where the event above tells.
  page.loadURL(SERVICE_PAGE).catch(() => undefined);

  return {
    send: (snapshot) => {
      if (isOpen && !page.isCrashed()) page.send(SERVICE_IPC.snapshot, snapshot);
    },
    raise,
    close: () => {
      isOpen = false;
      ipcMain.removeHandler(SERVICE_IPC.ready);
      ipcMain.off(SERVICE_IPC.intent, onIntent);
      window.off('resize', fill);
      window.contentView.removeChildView(view);
      page.close({ waitForBeforeUnload: false });
    },
  };
};
