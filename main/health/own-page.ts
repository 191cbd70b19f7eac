import type { WebContents } from 'electron';

/** Our page's process died: the visit lives in the main process, so the page is simply drawn again. */
export const reviveOwnPage = (contents: WebContents, gone: () => void): void => {
  contents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    gone();
    contents.reload();
  });
};
