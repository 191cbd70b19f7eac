import type { WebContents } from 'electron';

/** A page that dies as soon as it is there would take a whole core. */
const PAUSE_MS = 500;

/** Our page's process died: the visit lives in the main process, so the page is simply drawn again. */
export const reviveOwnPage = (
  contents: WebContents,
  gone: () => void,
  after: (milliseconds: number, work: () => void) => void = (milliseconds, work) => void setTimeout(work, milliseconds),
): void => {
  contents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    gone();
    after(PAUSE_MS, () => {
      if (!contents.isDestroyed()) contents.reload();
    });
  });
};
