import type { WebContents } from 'electron';
import { createFaultLimit } from './fault-limit.ts';

/** After a first fault the page is there again as soon as can be; one that dies at once would take a whole core. */
const PAUSES_MS = [50, 250, 1_000] as const;

/** So many faults in this time are mended by a new page; a further one shows that a new page does not help. */
const FAULTS_WITHIN_MS = 10 * 60_000;

export interface OwnPageNews {
  /** The page's process is gone. */
  readonly gone: () => void;
  /** It was gone too often: only a new process of ours can help. */
  readonly broken: () => void;
}

export interface Passing {
  readonly now: () => number;
  readonly after: (milliseconds: number, work: () => void) => void;
}

const realTime: Passing = {
  now: () => performance.now(),
  after: (milliseconds, work) => void setTimeout(work, milliseconds),
};

/** Our page's process died: the visit lives in the main process, so the page is simply drawn again. */
export const reviveOwnPage = (contents: WebContents, news: OwnPageNews, { now, after }: Passing = realTime): void => {
  const faults = createFaultLimit(FAULTS_WITHIN_MS, now);
  contents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    news.gone();
    const pause = PAUSES_MS[faults.add() - 1];
    if (pause === undefined) {
      news.broken();
      return;
    }
    after(pause, () => {
      if (!contents.isDestroyed()) contents.reload();
    });
  });
};
