import type { Input } from 'electron';
import type { Rule } from './rule.ts';

type Keys = Pick<Input, 'type' | 'key' | 'code' | 'control' | 'meta' | 'alt' | 'shift'>;

/** With Ctrl (or Meta on keyboards that have it): to write and to mend what was written. */
const EDITING = new Set(['a', 'c', 'x', 'v', 'z', 'y', 'Backspace', 'Delete', 'Home', 'End', 'Enter']);
const ARROWS = new Set(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown']);

/** Alone or with Shift: our own way between meeting and bar. The others belong to browsers and desktops. */
const FUNCTION_KEY = /^F\d{1,2}$/;
const OWN_FUNCTION_KEYS = new Set(['F6']);

/** Keys of keyboards for browsers and players: BrowserBack, LaunchMail, MediaPlayPause, ... */
const SYSTEM_KEY =
  /^(?:Browser|Launch|Media|AudioVolume|Zoom|Print|Power|Sleep|WakeUp|Standby|Hibernate|ContextMenu|Help|Find|Save|Open|Close|New|Eject)/;

/**
 * Whether a key may come to a page. Everything with Ctrl, Alt or Meta is refused that does not write, since each
 * browser, desktop and version has others that do something. Alt and Shift together are BBB's shortcuts.
 * AltGr, which writes `@` and `€`, reports neither Ctrl nor Alt on Linux, and both on Windows.
 */
export const isAllowedKey = ({ key, control, meta, alt, shift }: Keys): boolean => {
  if (FUNCTION_KEY.test(key)) return OWN_FUNCTION_KEYS.has(key) && !control && !meta && !alt;
  if (SYSTEM_KEY.test(key)) return false;
  if (control && alt) return key.length === 1;
  if (control || meta) return EDITING.has(key.length === 1 ? key.toLowerCase() : key) || ARROWS.has(key);
  if (alt) return shift && key.length === 1;
  return true;
};

/** Modifiers alone do nothing yet, and are held down for what follows. */
const MODIFIERS = new Set(['Control', 'Shift', 'AltGraph', 'CapsLock', 'Dead', 'Compose']);

export const keyCombinations: Rule = {
  name: 'key-combinations',
  lockPage: (contents, refused) => {
    contents.on('before-input-event', (event, input) => {
      if (MODIFIERS.has(input.key) || isAllowedKey(input)) return;
      event.preventDefault();
      if (input.type === 'keyDown') refused();
    });
  },
};
