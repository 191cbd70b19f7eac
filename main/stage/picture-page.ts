import type { WebContents } from 'electron';

/** At it the words of a screen can be read, and a screen of 4K stays below what the city takes. */
const QUALITY = 80;

/**
 * A picture of one page as JPEG: of our own, never of what lies over it.
 * @returns null when the page draws nothing
 */
export const picturePage = async (page: WebContents): Promise<Uint8Array | null> => {
  if (page.isDestroyed() || page.isCrashed()) return null;
  const picture = await page.capturePage().catch(() => null);
  return picture === null || picture.isEmpty() ? null : picture.toJPEG(QUALITY);
};
