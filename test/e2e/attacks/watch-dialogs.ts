import type { Page } from '@playwright/test';

/** A dialog that stays so long is one that somebody would have to answer. */
const HELD_AFTER_MS = 300;

export interface WatchedDialogs {
  /** How many dialogs of the page's scripts hold it now. */
  readonly held: () => number;
  readonly stop: () => Promise<void>;
}

/** Looks after the dialogs of a page without answering them, as the driver would by itself. */
export const watchDialogs = async (page: Page): Promise<WatchedDialogs> => {
  let openSince: number | null = null;
  const leave = (): void => undefined;
  page.on('dialog', leave);
  const session = await page.context().newCDPSession(page);
  await session.send('Page.enable');
  session.on('Page.javascriptDialogOpening', () => {
    openSince = performance.now();
  });
  session.on('Page.javascriptDialogClosed', () => {
    openSince = null;
  });
  return {
    held: () => (openSince !== null && performance.now() - openSince > HELD_AFTER_MS ? 1 : 0),
    stop: async () => {
      page.off('dialog', leave);
      // A dialog that has closed is told of before this is answered, however late.
      await session.send('Page.enable').catch(() => undefined);
      await session.detach().catch(() => undefined);
    },
  };
};
