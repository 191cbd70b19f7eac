import { z } from 'zod';
import type { MeetingNews } from '../visit/ports.ts';

/** How often the page is asked how it is. */
const ASK_EVERY_MS = 1_000;

/**
 * A page that owes an answer for so many rounds is frozen. Rounds and not a time: a machine that slept, or a
 * main process that was held up, owes the page its questions.
 */
const FROZEN_AFTER_ROUNDS = 10;

/** The client mends a short break by itself; it is not taken away from the visitor before. */
const LOST_AFTER_MS = 10_000;

/**
 * What the page shows, by the marks that BBB's own automation goes by:
 * - `meetingEndedModal`: the meeting is over; BBB before 3.0 stays there without going to the return address.
 * - `guestMessage`: the lobby, from which the client goes back, without a word why, when the moderator has said no.
 * - `errorScreenMessage`: the client has given up for good.
 * - `notificationBannerBar`: its line is down, or merely how long the meeting still lasts: a sign, not a proof.
 */
const SIGNS = `({
  ended: document.querySelector('[data-test="meetingEndedModal"]') !== null,
  lobby: document.querySelector('[data-test="guestMessage"]') !== null,
  gaveUp: document.querySelector('[data-test="errorScreenMessage"]') !== null,
  banner: document.querySelector('[data-test="notificationBannerBar"]:not(:empty)') !== null,
  online: navigator.onLine,
})`;

const signsSchema = z.object({
  ended: z.boolean(),
  lobby: z.boolean(),
  gaveUp: z.boolean(),
  banner: z.boolean(),
  online: z.boolean(),
});
type Signs = z.infer<typeof signsSchema>;

/** The meeting's page, as far as it is watched. */
export interface WatchedPage {
  /** Evaluates a script that the page's own scripts can neither see nor change; never settles while the page hangs. */
  readonly ask: (script: string) => Promise<unknown>;
  /** It is there, and not on its way to another document. */
  readonly canAnswer: () => boolean;
  /** Whether the meeting's server answers this machine. */
  readonly serverAnswers: () => Promise<boolean>;
  /** Told whether the person waits in the lobby. */
  readonly showsLobby: (shows: boolean) => void;
}

export interface PageWatch {
  /** Another document is there: what the one before owed is of no matter. */
  readonly restart: () => void;
  readonly stop: () => void;
}

/**
 * Looks after the meeting's page: whether it lives, whether it has its line, and whether it shows that the
 * meeting is over.
 */
export const watchPage = (page: WatchedPage, tell: (news: MeetingNews) => void): PageWatch => {
  /** The question that is not answered yet. */
  let open: symbol | null = null;
  let roundsOwed = 0;
  let hasBeenOnline = false;
  let brokenSince: number | null = null;
  let isAskingServer = false;

  const proveBreak = async (): Promise<void> => {
    if (isAskingServer) return;
    isAskingServer = true;
    const answers = await page.serverAnswers().catch(() => false);
    isAskingServer = false;
    if (answers) brokenSince = null;
    else if (brokenSince !== null && Date.now() - brokenSince >= LOST_AFTER_MS)
      tell({ type: 'meeting.lost', since: brokenSince });
  };

  const judge = ({ ended, lobby, gaveUp, banner, online }: Signs): void => {
    page.showsLobby(lobby);
    if (ended) tell({ type: 'meeting.ended' });
    else if (gaveUp) tell({ type: 'meeting.lost', since: brokenSince ?? Date.now() });
    // A machine whose only network is its own has never been online, and that says nothing about its line.
    else if (banner || (hasBeenOnline && !online)) {
      brokenSince ??= Date.now();
      void proveBreak();
    } else brokenSince = null;
    hasBeenOnline ||= online;
  };

  const restart = (): void => {
    open = null;
    roundsOwed = 0;
  };

  const look = (): void => {
    if (!page.canAnswer()) {
      restart();
      return;
    }
    if (open !== null) {
      roundsOwed += 1;
      if (roundsOwed === FROZEN_AFTER_ROUNDS) tell({ type: 'meeting.frozen' });
      return;
    }
    const question = Symbol('how are you');
    open = question;
    page
      .ask(SIGNS)
      .then((answer) => {
        const signs = signsSchema.safeParse(answer);
        if (open === question && signs.success) judge(signs.data);
      })
      // The page is between two documents or gone; its other signals tell.
      .catch(() => undefined)
      .finally(() => {
        if (open === question) restart();
      });
  };

  const looking = setInterval(look, ASK_EVERY_MS);
  return { restart, stop: () => clearInterval(looking) };
};
