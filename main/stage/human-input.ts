import type { InputEvent } from 'electron';

/** What only a hand does. A pointer that moves may be a table that was pushed. */
const BY_HAND: ReadonlySet<InputEvent['type']> = new Set<InputEvent['type']>([
  'mouseDown',
  'mouseWheel',
  'touchStart',
  'rawKeyDown',
  'keyDown',
]);

/** Whether this input of a page shows that somebody is there. */
export const isByHand = ({ type }: Pick<InputEvent, 'type'>): boolean => BY_HAND.has(type);
