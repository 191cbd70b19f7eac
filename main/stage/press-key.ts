import type { WebContents } from 'electron';
import type { MeetingKey, NamedKey } from '../../contract/meeting-key.ts';

/** The same keys as Electron's accelerators name them. */
const KEY_CODES: Readonly<Record<NamedKey, string>> = {
  Backspace: 'Backspace',
  Enter: 'Enter',
  Tab: 'Tab',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
};

/**
 * Presses one key in a page, where its caret is. Text goes in as from an input method, so that any script
 * can be written; nothing of it is kept.
 */
export const pressKey = (
  contents: Pick<WebContents, 'focus' | 'insertText' | 'sendInputEvent'>,
  key: MeetingKey,
): void => {
  // Only a page that has the keyboard takes keys.
  contents.focus();
  if ('text' in key) {
    // Rejects when the page is just going away: there is nothing to write into any more.
    contents.insertText(key.text).catch(() => undefined);
    return;
  }
  const keyCode = KEY_CODES[key.named];
  contents.sendInputEvent({ type: 'keyDown', keyCode });
  // A form is sent, and a line broken, by the character that Enter makes.
  if (key.named === 'Enter') contents.sendInputEvent({ type: 'char', keyCode });
  contents.sendInputEvent({ type: 'keyUp', keyCode });
};
