import { setTimeout as after } from 'node:timers/promises';
import type { WebContents } from 'electron';

/** Drawing begins again within half a second; what is not there by the last look does not come. */
const FIRST_LOOK_MS = 1_000;
const LOOK_EVERY_MS = 500;
const LOOKS = 4;

/** Every screen of ours has words, whose edges alone have dozens; what nobody draws has one or two. */
const COLOURS_MIN = 5;

const PIXEL_BYTES = 4;
/** A prime, so that no grid of the page hides from it. */
const EVERY_PIXEL = 97;

/** How many colours are seen in a picture, looked at in every 97th pixel. */
export const coloursIn = (bitmap: Buffer): number => {
  const colours = new Set<number>();
  for (let at = 0; at + PIXEL_BYTES <= bitmap.length; at += PIXEL_BYTES * EVERY_PIXEL)
    colours.add(bitmap.readUInt32LE(at));
  return colours.size;
};

/**
 * Whether a page is drawn once the process that draws was started again. Now and then Chromium comes back black for
 * good, with everything else in order; no page notices that, and loading it again does not help.
 */
export const isDrawn = async (
  page: Pick<WebContents, 'capturePage' | 'isDestroyed'>,
  pass: (milliseconds: number) => Promise<unknown> = after,
): Promise<boolean> => {
  await pass(FIRST_LOOK_MS);
  for (let look = 1; look <= LOOKS; look += 1) {
    if (page.isDestroyed()) return true;
    const picture = await page.capturePage().catch(() => null);
    if (picture !== null && coloursIn(picture.toBitmap()) >= COLOURS_MIN) return true;
    await pass(LOOK_EVERY_MS);
  }
  return false;
};
