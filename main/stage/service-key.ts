import type { Input, WebContents } from 'electron';

/**
 * Opens the service menu: four keys at once, on no keyboard layout the way to a character, and none of a desktop's
 * own. Judged by the place of the key, so that it is the same on every layout.
 */
export const isServiceKey = ({
  type,
  code,
  control,
  alt,
  shift,
}: Pick<Input, 'type' | 'code' | 'control' | 'alt' | 'shift'>): boolean =>
  type === 'keyDown' && code === 'KeyS' && control && alt && shift;

/** Takes that key before the page sees it. */
export const takeServiceKey = (contents: WebContents, open: () => void): void => {
  contents.on('before-input-event', (event, input) => {
    if (!isServiceKey(input)) return;
    event.preventDefault();
    open();
  });
};
