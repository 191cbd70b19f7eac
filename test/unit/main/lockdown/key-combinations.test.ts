import { describe, expect, it } from 'vitest';
import { isAllowedKey } from '../../../../main/lockdown/key-combinations.ts';

const NONE = { type: 'keyDown', code: '', control: false, meta: false, alt: false, shift: false } as const;

/** `Control+Shift+i` as Electron reports it. */
const press = (combination: string) => {
  const parts = combination.split('+');
  const key = parts.at(-1) ?? '';
  const held = new Set(parts.slice(0, -1));
  return isAllowedKey({
    ...NONE,
    key: key === 'Plus' ? '+' : key,
    control: held.has('Control'),
    meta: held.has('Meta'),
    alt: held.has('Alt'),
    shift: held.has('Shift'),
  });
};

describe('a key', () => {
  it.each([
    'a',
    'Shift+A',
    'ä',
    '@',
    'Tab',
    'Shift+Tab',
    'Enter',
    'Escape',
    'ArrowDown',
    'PageDown',
    'F6',
    'Shift+F6',
    'Control+c',
    'Control+V',
    'Meta+a',
    'Control+ArrowLeft',
    'Control+Shift+ArrowLeft',
    'Control+Backspace',
    // AltGr on Windows.
    'Control+Alt+€',
    // BBB's own shortcut to mute.
    'Alt+Shift+M',
  ])('that writes or moves is let through: %s', (combination) => expect(press(combination)).toBe(true));

  it.each([
    'F1',
    'F5',
    'F7',
    'F11',
    'F12',
    'Control+F6',
    'Alt+F4',
    'Alt+F6',
    'Control+r',
    'Control+Shift+R',
    'Control+w',
    'Control+q',
    'Control+Shift+I',
    'Control+Shift+J',
    'Control+p',
    'Control+o',
    'Control+s',
    'Control+u',
    'Control+n',
    'Control+t',
    'Control+Plus',
    'Control+-',
    'Control+0',
    'Control+Tab',
    'Control+Alt+Delete',
    'Control+Alt+F1',
    'Control+Escape',
    'Alt+Tab',
    'Alt+ArrowLeft',
    'Alt+Home',
    'Alt+Enter',
    'Alt+d',
    'Meta+l',
    'Meta+Tab',
    'BrowserBack',
    'BrowserHome',
    'LaunchMail',
    'MediaPlayPause',
    'PrintScreen',
    'ContextMenu',
    'ZoomIn',
  ])('that belongs to a browser or a desktop is refused: %s', (combination) => expect(press(combination)).toBe(false));
});
