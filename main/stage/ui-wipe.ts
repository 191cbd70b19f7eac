import type { WebContents } from 'electron';
import type { Receipt } from '../../contract/receipt.ts';

const LOOK_FOR_MS = 2_000;
const LOOK_EVERY_MS = 5;

/** Whether any field of our page still holds something. */
const PAGE_HOLDS_INPUT = `Array.from(document.querySelectorAll('input, textarea')).some((field) => field.type !== 'radio' && field.type !== 'checkbox' && field.value !== '')`;

/**
 * Second step of the wipe: our own page. The visit's data lives in the main process and is replaced as a
 * whole; here the page is looked at until nothing typed stands in it any more.
 */
export const wipeScreens = async (contents: WebContents): Promise<Receipt> => {
  const started = performance.now();
  const deadline = started + LOOK_FOR_MS;
  let isEmpty = false;
  while (!isEmpty && performance.now() < deadline) {
    const holds: unknown = await contents.executeJavaScript(PAGE_HOLDS_INPUT).catch(() => true);
    isEmpty = holds === false;
    if (!isEmpty) await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  return {
    durationMs: Math.round(performance.now() - started),
    items: [
      { item: 'name', result: isEmpty ? 'verified' : 'failed' },
      { item: 'language', result: 'cleared' },
    ],
  };
};
