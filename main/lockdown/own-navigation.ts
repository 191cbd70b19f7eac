import type { WebContents } from 'electron';
import { KIOSK_ORIGIN } from '../stage/kiosk-address.ts';

/** Our own page goes nowhere, and no other page gets into its place. */
export const keepOwnPage = (contents: WebContents): void => {
  const keep = (event: { url: string; preventDefault: () => void }): void => {
    if (!event.url.startsWith(`${KIOSK_ORIGIN}/`)) event.preventDefault();
  };
  contents.on('will-frame-navigate', keep);
  contents.on('will-redirect', keep);
};
