import { app, clipboard, type Session, type WebContents } from 'electron';
import type { Receipt, WipeItem, WipeResult } from '../../contract/receipt.ts';

type Item = Receipt['items'][number];

/** How long one thing may take to be gone before it counts as failed. */
const GONE_WITHIN_MS = 3_000;
const LOOK_EVERY_MS = 2;

const waitUntil = async (isTrue: () => boolean | Promise<boolean>, withinMs = GONE_WITHIN_MS): Promise<boolean> => {
  const deadline = performance.now() + withinMs;
  for (;;) {
    if (await isTrue()) return true;
    if (performance.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
};

const isProcessGone = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return false;
  } catch {
    return true;
  }
};

/** Runs one step; an exception is a failure of that item, not of the wipe. */
const attempt = async (
  item: WipeItem,
  success: Exclude<WipeResult, 'failed'>,
  step: () => Promise<boolean>,
): Promise<Item> => {
  try {
    return { item, result: (await step()) ? success : 'failed' };
  } catch {
    return { item, result: 'failed' };
  }
};

const clearClipboard = async (): Promise<boolean> => {
  clipboard.clear();
  if (process.platform === 'linux') {
    // The selection is a clipboard of its own since Electron 44, and was a parameter before.
    const selection: unknown = Reflect.get(clipboard, 'selection');
    if (selection === undefined) Reflect.apply(clipboard.clear, clipboard, ['selection']);
    else Reflect.apply(clipboard.clear, selection, []);
  }
  // Asynchronous since Electron 44: looked at until it is empty.
  return waitUntil(async () => (await clipboard.readText()) === '');
};

const closePage = (webContents: WebContents): Promise<Item> =>
  attempt('meeting-view', 'verified', () => {
    // Without waiting for the page's `beforeunload`: it has no say.
    if (!webContents.isDestroyed()) webContents.close({ waitForBeforeUnload: false });
    return waitUntil(() => webContents.isDestroyed());
  });

/** The processes of pages other than our own: the meeting's, and those of its service workers. */
const foreignPageProcesses = (own: number): number[] =>
  app
    .getAppMetrics()
    .filter(({ type, pid }) => type === 'Tab' && pid !== own)
    .map(({ pid }) => pid);

/** Processes of closed pages end by themselves within milliseconds; one that does not is hung, or held. */
const ENDS_BY_ITSELF_MS = 40;

const endForeignProcesses = async (own: number): Promise<boolean> => {
  const processes = foreignPageProcesses(own);
  const areGone = (): boolean => processes.every(isProcessGone);
  if (await waitUntil(areGone, ENDS_BY_ITSELF_MS)) return true;
  for (const pid of processes) if (!isProcessGone(pid)) process.kill(pid, 'SIGKILL');
  return waitUntil(areGone);
};

/**
 * First step of the wipe: the meeting's view, its process, and all that its partition holds. Checked
 * item by item; nothing is called empty that was not looked at.
 * @param pages the pages of all views that were opened for the meeting; some may have closed themselves
 * @param ownProcess process id of our own page, the one that stays
 */
export const wipeMeeting = async (
  pages: readonly WebContents[],
  session: Session,
  ownProcess: number,
): Promise<Receipt> => {
  const started = performance.now();
  const items: Item[] = [];
  for (const page of pages) items.push(await closePage(page));
  items.push(
    await attempt('connections', 'cleared', async () => {
      await session.closeAllConnections();
      return true;
    }),
    await attempt('storage', 'cleared', async () => {
      // All kinds of data; clearStorageData() below does not know some of them.
      await session.clearData();
      return true;
    }),
    await attempt('device-ids', 'cleared', async () => {
      // clearData() alone keeps the salt of camera and microphone ids, by which two visitors could be linked.
      await session.clearStorageData();
      return true;
    }),
    // After the storage: a service worker that is only now cleared may hold its page's process.
    await attempt('meeting-process', 'verified', () => endForeignProcesses(ownProcess)),
    ...(await Promise.all([
      attempt('cookies', 'verified', async () => (await session.cookies.get({})).length === 0),
      attempt('service-workers', 'verified', () =>
        waitUntil(() => Object.keys(session.serviceWorkers.getAllRunning()).length === 0),
      ),
      attempt('http-cache', 'cleared', async () => {
        await session.clearCache();
        return true;
      }),
      attempt('code-cache', 'cleared', async () => {
        await session.clearCodeCaches({});
        return true;
      }),
      attempt('sign-ins', 'cleared', async () => {
        await session.clearAuthCache();
        return true;
      }),
      attempt('host-names', 'cleared', async () => {
        await session.clearHostResolverCache();
        return true;
      }),
      attempt('clipboard', 'verified', clearClipboard),
    ])),
  );
  return { durationMs: Math.round(performance.now() - started), items };
};
