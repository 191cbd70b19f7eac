import { WebContentsView, type BaseWindow, type Session, type WebContents, type WebPreferences } from 'electron';
import type { JoinAnswer } from '../../contract/join.ts';
import type { MeetingKey } from '../../contract/meeting-key.ts';
import { hasTraces, type Receipt } from '../../contract/receipt.ts';
import type { MeetingPanel } from '../../contract/snapshot.ts';
import { addressesOf, judgeDestination } from '../lockdown/meeting-address.ts';
import type { OpenedMeeting } from '../lockdown/meeting-policy.ts';
import type { MeetingNews } from '../visit/ports.ts';
import { KEEP_FIELD_IN_SIGHT } from './field-in-sight.ts';
import { meetingBounds } from './layout.ts';
import { isByHand } from './human-input.ts';
import { watchPage } from './page-watch.ts';
import { pressKey } from './press-key.ts';
import { isCloseKey, isSwitchKey } from './switch-key.ts';
import { wipeMeeting } from './wipe.ts';

/** An isolated world of our own: the page's scripts cannot see or change what is asked there. */
const OWN_WORLD = 1_001;

/** A hand is told of at most once in this time. */
const TOUCH_EVERY_MS = 1_000;

/** BBB's answer to it needs no signature; how long the server may take. */
const HEALTH_PATH = '/bigbluebutton/api';
const HEALTH_PATIENCE_MS = 4_000;

/** Chromium's code for a navigation that was called off, by us or by another one. */
const ERR_ABORTED = -3;

export interface MeetingStage {
  /** Opens the meeting, hidden; its news come until the wipe. */
  open(answer: JoinAnswer, news: (news: MeetingNews) => void): void;
  /** Origins of the open meeting, for the permission rules. */
  origins(): readonly string[];
  /** Whether the room of the open meeting lets screens be shared. */
  allowsScreenShare(): boolean;
  /** The meeting that a page was opened for. */
  openedFor(contents: WebContents): OpenedMeeting | null;
  show(): void;
  hide(): void;
  /** Above our page, which stays visible at the bar. */
  raise(): void;
  focus(): void;
  /** Leaves the room that this panel takes from the meeting. */
  makeRoomFor(panel: MeetingPanel): void;
  pressKey(key: MeetingKey): void;
  /** Whether keys reach the page. A pointer does not as long as our page lies over it. */
  takeInput(takes: boolean): void;
  wipe(): Promise<Receipt>;
}

/**
 * A page of BBB's API, or its front page, instead of the meeting: BBB does not send every refusal to the
 * return address (a wrong checksum, for one).
 */
const isRefusalPage = (address: string): boolean => {
  const { pathname } = new URL(address);
  return pathname === '/' || pathname.startsWith('/bigbluebutton/');
};

interface OpenMeeting {
  readonly view: WebContentsView;
  readonly page: WebContents;
  /** From then on it may be given its first address. */
  readonly prepared: Promise<void>;
  readonly origins: readonly string[];
  readonly allowsScreenShare: boolean;
  readonly close: () => void;
}

/** @param locked how a meeting's view is made; its partition only when the first is opened: the first screen does without */
export const createMeetingStage = (
  window: BaseWindow,
  locked: {
    readonly session: () => Session;
    readonly preferences: WebPreferences;
    readonly prepare: (page: WebContents) => Promise<void>;
    /** Takes back what pages were allowed. */
    readonly forgetGrants: (session: Session) => void;
  },
  /** Process id of our own page. */
  ownProcess: () => number,
  pressed: {
    /** The person wants the keyboard back at our bar. */
    readonly switchKey: () => void;
    /** Escape while our keyboard is open: it closes one thing after the other, ours first. */
    readonly closeKey: () => void;
  },
): MeetingStage => {
  let current: OpenMeeting | null = null;
  let roomFor: MeetingPanel = 'none';
  let isShown = false;
  let takesInput = true;
  /** Pages of meetings that no wipe has seen closed yet. */
  let pages: readonly WebContents[] = [];
  /** Origins of all frames that these pages have shown. */
  const shownOrigins = new Set<string>();
  let lastWipe: Promise<unknown> = Promise.resolve();
  const opened = new WeakMap<WebContents, OpenedMeeting>();

  const layOut = (): void => current?.view.setBounds(meetingBounds(window.getContentBounds(), roomFor));
  window.on('resize', layOut);

  const openView = (answer: JoinAnswer, news: (news: MeetingNews) => void): OpenMeeting => {
    const addresses = addressesOf(answer);
    const view = new WebContentsView({
      webPreferences: {
        ...locked.preferences,
        session: locked.session(),
        // People are heard before the first touch in the page.
        autoplayPolicy: 'no-user-gesture-required',
        backgroundThrottling: false,
      },
    });
    const { webContents } = view;
    let isClosed = false;
    let isPrepared = false;
    let hasLoaded = false;
    let isInLobby = false;
    let isInBreakout = false;
    const tell = (item: MeetingNews): void => {
      if (!isClosed) news(item);
    };
    /** This page is over. After a breakout room the meeting goes on, which a browser has in the tab beside. */
    const end = (item: MeetingNews): void => {
      if (isClosed) return;
      if (isInBreakout) replace(openView(answer, news), answer);
      else news(item);
    };

    opened.set(webContents, {
      addresses,
      left: (destination) => {
        if (destination.kind === 'returned' && destination.key !== null)
          end({ type: 'meeting.refused', key: destination.key });
        else end(isInLobby ? { type: 'meeting.refused', key: 'guestDeny' } : { type: 'meeting.ended' });
      },
      join: (address) => {
        isInBreakout = true;
        hasLoaded = false;
        watch.restart();
        load(webContents, address);
      },
    });
    webContents.on('did-frame-navigate', (_event, address) => {
      if (/^https?:/.test(address)) shownOrigins.add(new URL(address).origin);
    });
    webContents.on('did-navigate', (_event, address, status) => {
      if (!isPrepared) return;
      // A host's zoom lasts as long as the session: nobody begins with somebody else's.
      webContents.setZoomLevel(0);
      if (status >= 400) end({ type: 'meeting.unreachable' });
      else if (judgeDestination(address, addresses).kind !== 'inside') end({ type: 'meeting.ended' });
      else if (isRefusalPage(address)) end({ type: 'meeting.refused', key: 'unknown' });
      else hasLoaded = true;
      watch.restart();
    });
    webContents.on('before-input-event', (event, input) => {
      // A page may ask for the keyboard itself.
      if (!takesInput) {
        event.preventDefault();
        return;
      }
      const act = isSwitchKey(input)
        ? pressed.switchKey
        : roomFor === 'keyboard' && isCloseKey(input)
          ? pressed.closeKey
          : null;
      if (act === null) return;
      event.preventDefault();
      act();
    });
    webContents.on('dom-ready', () => {
      webContents
        .executeJavaScriptInIsolatedWorld(OWN_WORLD, [{ code: KEEP_FIELD_IN_SIGHT }])
        // The page has gone on already; the next one is told again.
        .catch(() => undefined);
      if (hasLoaded) tell({ type: 'meeting.loaded' });
    });
    webContents.on('did-fail-load', (_event, code, _description, _address, isMainFrame) => {
      if (isMainFrame && code !== ERR_ABORTED) end({ type: 'meeting.unreachable' });
    });
    webContents.on('render-process-gone', (_event, { reason }) => {
      if (reason !== 'clean-exit') tell({ type: 'meeting.crashed' });
    });
    // The page closed itself, as BBB's does at the end of a breakout room.
    webContents.on('destroyed', () => end({ type: 'meeting.ended' }));

    webContents.on('unresponsive', () => tell({ type: 'meeting.frozen' }));
    let touchedAt = Number.NEGATIVE_INFINITY;
    webContents.on('input-event', (_event, input) => {
      if (!isByHand(input) || performance.now() - touchedAt < TOUCH_EVERY_MS) return;
      touchedAt = performance.now();
      tell({ type: 'meeting.touched' });
    });

    const watch = watchPage(
      {
        ask: (code) => webContents.executeJavaScriptInIsolatedWorld(OWN_WORLD, [{ code }]),
        // Electron holds a script back until the main frame has loaded.
        canAnswer: () =>
          hasLoaded && !webContents.isDestroyed() && !webContents.isCrashed() && !webContents.isLoadingMainFrame(),
        serverAnswers: async () => {
          const answer = await webContents.session.fetch(new URL(HEALTH_PATH, webContents.getURL()).href, {
            credentials: 'omit',
            headers: { 'cache-control': 'no-cache' },
            signal: AbortSignal.timeout(HEALTH_PATIENCE_MS),
          });
          return answer.status < 500;
        },
        showsLobby: (shows) => {
          isInLobby = shows;
        },
      },
      (item) => (item.type === 'meeting.ended' ? end(item) : tell(item)),
    );

    view.setVisible(false);
    window.contentView.addChildView(view);
    pages = [...pages, webContents];
    const prepared = locked.prepare(webContents).then(() => {
      isPrepared = true;
    });
    return {
      view,
      page: webContents,
      prepared,
      allowsScreenShare: answer.screenShare === true,
      origins: addresses.hosts.map((host) => `${addresses.allowHttp ? 'http' : 'https'}://${host}`),
      close: () => {
        isClosed = true;
        watch.stop();
        window.contentView.removeChildView(view);
      },
    };
  };

  const load = (page: WebContents, address: string): void => {
    // Rejects for every failure and every refusal; the events above have told them apart.
    page.loadURL(address).catch(() => undefined);
  };

  /** Puts a meeting that has just been opened in the place of the one that is there. */
  const replace = (next: OpenMeeting, answer: JoinAnswer): void => {
    if (current !== null) {
      const place = window.contentView.children.indexOf(current.view);
      current.close();
      if (!current.page.isDestroyed()) current.page.close({ waitForBeforeUnload: false });
      window.contentView.addChildView(next.view, place);
    }
    current = next;
    layOut();
    next.view.setVisible(isShown);
    // Panels other than the keyboard lie over the meeting and have the focus themselves.
    if (isShown && takesInput && (roomFor === 'none' || roomFor === 'keyboard')) next.page.focus();
    next.prepared
      .then(() => load(next.page, answer.joinUrl))
      // The view was closed before it was there.
      .catch(() => undefined);
  };

  return {
    open: (answer, news) => {
      roomFor = 'none';
      isShown = false;
      replace(openView(answer, news), answer);
    },
    origins: () => current?.origins ?? [],
    allowsScreenShare: () => current?.allowsScreenShare ?? false,
    openedFor: (contents) => opened.get(contents) ?? null,
    show: () => {
      isShown = true;
      current?.view.setVisible(true);
    },
    hide: () => {
      isShown = false;
      current?.view.setVisible(false);
    },
    raise: () => {
      if (current !== null) window.contentView.addChildView(current.view);
    },
    focus: () => current?.page.focus(),
    makeRoomFor: (panel) => {
      roomFor = panel;
      layOut();
    },
    pressKey: (key) => {
      if (current !== null) pressKey(current.page, key);
    },
    takeInput: (takes) => {
      takesInput = takes;
    },
    wipe: () => {
      const closed = pages;
      current?.close();
      current = null;
      // Whoever leaves while the meeting is being opened again asks for a wipe during another one.
      const wiping = lastWipe.then(async () => {
        const receipt = await wipeMeeting({
          pages: closed,
          session: locked.session(),
          origins: [...shownOrigins],
          forgetGrants: () => locked.forgetGrants(locked.session()),
          ownProcess: ownProcess(),
        });
        if (!hasTraces(receipt)) shownOrigins.clear();
        pages = pages.filter((page) => !closed.includes(page));
        return receipt;
      });
      lastWipe = wiping.catch(() => undefined);
      return wiping;
    },
  };
};
