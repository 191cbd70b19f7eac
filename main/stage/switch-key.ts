import type { Input } from 'electron';

/** Moves the keyboard between the meeting and our bar: a page must not be a trap (WCAG 2.1.2). */
const SWITCH_KEY = 'F6';

const goesDown = ({ type, key }: Pick<Input, 'type' | 'key'>, wanted: string): boolean =>
  type === 'keyDown' && key === wanted;

/** Whether this key press moves the keyboard to the other view. */
export const isSwitchKey = (input: Pick<Input, 'type' | 'key'>): boolean => goesDown(input, SWITCH_KEY);

/** Whether this key press closes what is open. */
export const isCloseKey = (input: Pick<Input, 'type' | 'key'>): boolean => goesDown(input, 'Escape');
