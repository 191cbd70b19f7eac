import type { Frame, Page } from '@playwright/test';

/** Counts the documents that come into a page from now on, without asking the page, which may be between two. */
export const countDocuments = (page: Page): { readonly count: () => number; readonly stop: () => void } => {
  let documents = 0;
  const see = (frame: Frame): void => {
    if (frame === page.mainFrame()) documents += 1;
  };
  page.on('framenavigated', see);
  return { count: () => documents, stop: () => void page.off('framenavigated', see) };
};
