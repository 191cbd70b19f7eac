import type { Input } from 'electron';

/** Moves the keyboard between the meeting and our bar: a page must not be a trap (WCAG 2.1.2). */
const SWITCH_KEY = 'F6';

/** Whether this key press moves the keyboard to the other view. */
export const isSwitchKey = (input: Pick<Input, 'type' | 'key'>): boolean =>
  input.type === 'keyDown' && input.key === SWITCH_KEY;
