import type { WebContents } from 'electron';
import { DEFAULT_DISPLAY } from '../../contract/display.ts';
import { DEFAULT_LOCALE } from '../../contract/locale.ts';
import type { Receipt } from '../../contract/receipt.ts';

const LOOK_FOR_MS = 2_000;
const LOOK_EVERY_MS = 5;

/** Whether any field of our page still holds something. */
const PAGE_HOLDS_INPUT = `Array.from(document.querySelectorAll('input, textarea')).some((field) => field.type !== 'radio' && field.type !== 'checkbox' && field.value !== '')`;

/** Whether our page still shows the symbols of a code, or a camera's picture of one. */
const PAGE_HOLDS_CODE = `document.querySelector('.code-places, .scan-picture') !== null`;

/** Whether our page is in the language, or looks, moves or sounds as a visitor chose. */
const PAGE_HOLDS_SETTINGS = `(({ lang, dataset }) => lang !== '${DEFAULT_LOCALE}' || Object.entries(${JSON.stringify(DEFAULT_DISPLAY)}).some(([name, value]) => dataset[name] !== String(value)))(document.documentElement)`;

/**
 * Second step of the wipe: our own page. The visit's data lives in the main process and is replaced as a
 * whole; here the page is looked at until nothing typed and nothing chosen stands in it any more.
 */
export const wipeScreens = async (contents: WebContents): Promise<Receipt> => {
  const started = performance.now();
  const deadline = started + LOOK_FOR_MS;
  const isGone = async (question: string): Promise<boolean> => {
    const holds: unknown = await contents.executeJavaScript(question).catch(() => true);
    return holds === false;
  };
  let isEmpty = false;
  let isCodeGone = false;
  let isReset = false;
  const isClean = (): boolean => isEmpty && isCodeGone && isReset;
  while (!isClean() && performance.now() < deadline) {
    isEmpty = await isGone(PAGE_HOLDS_INPUT);
    isCodeGone = await isGone(PAGE_HOLDS_CODE);
    isReset = await isGone(PAGE_HOLDS_SETTINGS);
    if (!isClean()) await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  return {
    durationMs: Math.round(performance.now() - started),
    items: [
      { item: 'name', result: isEmpty ? 'verified' : 'failed' },
      { item: 'code', result: isEmpty && isCodeGone ? 'verified' : 'failed' },
      { item: 'language', result: isReset ? 'verified' : 'failed' },
    ],
  };
};
