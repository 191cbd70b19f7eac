import { WebContentsView, type BaseWindow, type Session } from 'electron';
import type { JoinAnswer } from '../../contract/join.ts';
import type { Receipt } from '../../contract/receipt.ts';
import { judgeDestination, type MeetingAddresses } from '../lockdown/meeting-address.ts';
import { keepMeeting } from '../lockdown/meeting-navigation.ts';
import type { MeetingNews } from '../visit/ports.ts';
import { meetingBounds } from './layout.ts';
import { isByHand } from './human-input.ts';
import { watchPage } from './page-watch.ts';
import { isSwitchKey } from './switch-key.ts';
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

const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost']);

export interface MeetingStage {
  /** Opens the meeting, hidden; its news come until the wipe. */
  open(answer: JoinAnswer, news: (news: MeetingNews) => void): void;
  /** Origins of the open meeting, for the permission rules. */
  origins(): readonly string[];
  show(): void;
  hide(): void;
  /** Above our page, which stays visible at the bar. */
  raise(): void;
  focus(): void;
  wipe(): Promise<Receipt>;
}

const addressesOf = (answer: JoinAnswer): MeetingAddresses => {
  const join = new URL(answer.joinUrl);
  return {
    hosts: answer.meetingHosts.map((host) => host.toLowerCase()),
    returnUrl: answer.returnUrl,
    allowHttp: join.protocol === 'http:' && LOOPBACK.has(join.hostname),
  };
};

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
  readonly origins: readonly string[];
  readonly close: () => void;
}

/** @param meetingSession makes the partition when the first meeting is opened: the first screen does without it */
export const createMeetingStage = (
  window: BaseWindow,
  meetingSession: () => Session,
  /** Process id of our own page. */
  ownProcess: () => number,
  /** The person wants the keyboard back at our bar. */
  switched: () => void,
): MeetingStage => {
  let current: OpenMeeting | null = null;
  /** Views that no wipe has seen closed yet. */
  let opened: readonly WebContentsView[] = [];
  let lastWipe: Promise<unknown> = Promise.resolve();

  const layOut = (): void => current?.view.setBounds(meetingBounds(window.getContentBounds()));
  window.on('resize', layOut);

  const openView = (answer: JoinAnswer, news: (news: MeetingNews) => void): OpenMeeting => {
    const addresses = addressesOf(answer);
    const view = new WebContentsView({
      webPreferences: {
        session: meetingSession(),
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        spellcheck: false,
        navigateOnDragDrop: false,
        // alert() and confirm() would hold the page and stand above our bar.
        disableDialogs: true,
        // People are heard before the first touch in the page.
        autoplayPolicy: 'no-user-gesture-required',
        backgroundThrottling: false,
      },
    });
    const { webContents } = view;
    let isClosed = false;
    let hasLoaded = false;
    const tell = (item: MeetingNews): void => {
      if (!isClosed) news(item);
    };

    keepMeeting(webContents, addresses, (destination) => {
      if (destination.kind === 'returned' && destination.key !== null)
        tell({ type: 'meeting.refused', key: destination.key });
      else tell({ type: 'meeting.ended' });
    });
    webContents.on('did-navigate', (_event, address, status) => {
      if (status >= 400) tell({ type: 'meeting.unreachable' });
      else if (judgeDestination(address, addresses).kind !== 'inside') tell({ type: 'meeting.ended' });
      else if (isRefusalPage(address)) tell({ type: 'meeting.refused', key: 'unknown' });
      else hasLoaded = true;
      watch.restart();
    });
    webContents.on('before-input-event', (event, input) => {
      if (!isSwitchKey(input)) return;
      event.preventDefault();
      switched();
    });
    webContents.on('dom-ready', () => {
      if (hasLoaded) tell({ type: 'meeting.loaded' });
    });
    webContents.on('did-fail-load', (_event, code, _description, _address, isMainFrame) => {
      if (isMainFrame && code !== ERR_ABORTED) tell({ type: 'meeting.unreachable' });
    });
    webContents.on('render-process-gone', (_event, { reason }) => {
      if (reason !== 'clean-exit') tell({ type: 'meeting.crashed' });
    });

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
      },
      tell,
    );

    view.setVisible(false);
    window.contentView.addChildView(view);
    return {
      view,
      origins: addresses.hosts.map((host) => `${addresses.allowHttp ? 'http' : 'https'}://${host}`),
      close: () => {
        isClosed = true;
        watch.stop();
        window.contentView.removeChildView(view);
      },
    };
  };

  return {
    open: (answer, news) => {
      current = openView(answer, news);
      opened = [...opened, current.view];
      layOut();
      // Rejects for every failure and every refusal; the events above have told them apart.
      current.view.webContents.loadURL(answer.joinUrl).catch(() => undefined);
    },
    origins: () => current?.origins ?? [],
    show: () => current?.view.setVisible(true),
    hide: () => current?.view.setVisible(false),
    raise: () => {
      if (current !== null) window.contentView.addChildView(current.view);
    },
    focus: () => current?.view.webContents.focus(),
    wipe: () => {
      const views = opened;
      current?.close();
      current = null;
      // Whoever leaves while the meeting is being opened again asks for a wipe during another one.
      const wiping = lastWipe.then(async () => {
        const receipt = await wipeMeeting(views, meetingSession(), ownProcess());
        opened = opened.filter((view) => !views.includes(view));
        return receipt;
      });
      lastWipe = wiping.catch(() => undefined);
      return wiping;
    },
  };
};
