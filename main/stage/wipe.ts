import type { Session, WebContents } from 'electron';
import type { Receipt } from '../../contract/receipt.ts';
import { heldDevices, type CaptureDevice } from '../machine/held-devices.ts';
import { areClipboardsEmpty, clearClipboards } from './clipboard.ts';
import { devicesProcesses, endForeignProcesses } from './page-processes.ts';
import { storedBytes } from './stored-data.ts';
import { emptyVisitFolder } from './visit-folder.ts';
import { attempt, clear, verify, waitUntil, type Item } from './wipe-item.ts';

/** What is known of the meeting that is to be wiped. */
export interface WipedMeeting {
  /** The pages of all views that were opened for it; some may have closed themselves. */
  readonly pages: readonly WebContents[];
  readonly session: Session;
  /** Origins of all frames that these pages have shown. */
  readonly origins: readonly string[];
  /** Takes back what the pages were allowed. */
  readonly forgetGrants: () => void;
  /** Process id of our own page, the one that stays. */
  readonly ownProcess: number;
}

/**
 * Chromium keeps the zoom of a host for as long as the session lives, whatever is cleared. A page that is gone cannot
 * be asked; the next one begins with none (see meeting-view.ts).
 */
const resetZoom = (pages: readonly WebContents[]): Promise<Item> =>
  attempt('zoom', () => {
    const there = pages.filter((page) => !page.isDestroyed());
    for (const page of there) page.setZoomLevel(0);
    if (there.some((page) => page.getZoomLevel() !== 0)) return Promise.resolve('failed');
    return Promise.resolve(there.length === pages.length ? 'verified' : 'cleared');
  });

const closePage = (page: WebContents): Promise<Item> =>
  verify('meeting-view', () => {
    // Without waiting for the page's `beforeunload`: it has no say.
    if (!page.isDestroyed()) page.close({ waitForBeforeUnload: false });
    return waitUntil(() => page.isDestroyed());
  });

/**
 * A device is let go of with the page that had it; here it is seen that it was.
 * @param isSeen whether nobody could have it open in another way
 */
const releaseDevice = (device: CaptureDevice, isSeen: boolean): Promise<Item> =>
  attempt(device, async () => {
    const look = (): boolean | undefined => heldDevices(devicesProcesses())?.has(device);
    let isHeld = look();
    if (isHeld === true) await waitUntil(() => (isHeld = look()) !== true);
    if (isHeld === true) return 'failed';
    return isSeen && isHeld === false ? 'verified' : 'cleared';
  });

/** Electron 33, the test runtime, has no function of its own for them: there clearData() is all there is. */
const clearDictionaries = async (session: Session): Promise<'verified' | 'cleared' | 'failed'> => {
  if (!Reflect.has(session, 'clearSharedDictionaryCache')) return 'cleared';
  await session.clearSharedDictionaryCache();
  return (await session.getSharedDictionaryUsageInfo()).length === 0 ? 'verified' : 'failed';
};

/**
 * First step of the wipe: the meeting's view, its process, and all that its partition holds. Checked
 * item by item; nothing is called empty that was not looked at.
 */
export const wipeMeeting = async (meeting: WipedMeeting): Promise<Receipt> => {
  const { pages, session, origins } = meeting;
  const started = performance.now();
  const items: Item[] = [await resetZoom(pages)];
  for (const page of pages) items.push(await closePage(page));
  items.push(
    await clear('connections', () => session.closeAllConnections()),
    // All kinds of data; clearStorageData() below does not know some of them.
    await clear('page-storage', () => session.clearData()),
    // clearData() alone keeps the salt of camera and microphone ids, by which two visitors could be linked.
    await clear('device-ids', () => session.clearStorageData()),
    // After the storage: a service worker that is only now cleared may hold its page's process.
    await verify('meeting-process', () => endForeignProcesses(meeting.ownProcess)),
    ...(await Promise.all([
      releaseDevice('camera', true),
      // A sound server is spoken to over a socket, which does not show what is heard through it.
      releaseDevice('microphone', false),
      verify('cookies', async () => (await session.cookies.get({})).length === 0),
      verify('storage', () => waitUntil(async () => (await storedBytes(session, origins)) === 0)),
      verify('service-workers', () =>
        waitUntil(() => Object.keys(session.serviceWorkers.getAllRunning()).length === 0),
      ),
      verify('http-cache', async () => {
        await session.clearCache();
        return (await session.getCacheSize()) === 0;
      }),
      clear('code-cache', () => session.clearCodeCaches({})),
      clear('shader-cache', () => session.clearStorageData({ storages: ['shadercache'] })),
      attempt('dictionaries', () => clearDictionaries(session)),
      clear('sign-ins', () => session.clearAuthCache()),
      clear('host-names', () => session.clearHostResolverCache()),
      clear('permissions', () => {
        meeting.forgetGrants();
        return Promise.resolve();
      }),
      verify('clipboard', async () => {
        await clearClipboards();
        // Asynchronous: looked at until it is empty.
        return waitUntil(areClipboardsEmpty);
      }),
      verify('files', () => waitUntil(emptyVisitFolder)),
    ])),
  );
  return { durationMs: Math.round(performance.now() - started), items };
};
