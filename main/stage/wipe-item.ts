import type { Receipt, WipeItem, WipeResult } from '../../contract/receipt.ts';

export type Item = Receipt['items'][number];

/** How long one thing may take to be gone before it counts as failed. */
const GONE_WITHIN_MS = 3_000;
const LOOK_EVERY_MS = 2;

/** Looks again and again; what was cleared may take a moment to be seen gone. */
export const waitUntil = async (
  isTrue: () => boolean | Promise<boolean>,
  withinMs = GONE_WITHIN_MS,
): Promise<boolean> => {
  const deadline = performance.now() + withinMs;
  for (;;) {
    if (await isTrue()) return true;
    if (performance.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
};

/** Does one thing and says what came of it; an exception is a failure of that item, not of the wipe. */
export const attempt = async (item: WipeItem, step: () => Promise<WipeResult>): Promise<Item> => {
  try {
    return { item, result: await step() };
  } catch {
    return { item, result: 'failed' };
  }
};

/** Clears something that cannot be read back. */
export const clear = (item: WipeItem, step: () => Promise<unknown>): Promise<Item> =>
  attempt(item, async () => {
    await step();
    return 'cleared';
  });

/** Looks whether something is gone; `isGone` may clear it first. */
export const verify = (item: WipeItem, isGone: () => Promise<boolean>): Promise<Item> =>
  attempt(item, async () => ((await isGone()) ? 'verified' : 'failed'));
