import type { IntentSender } from './intents.ts';

export interface Touches {
  /** Whether the question "are you still there?" is on the screen. */
  readonly questionAsked: (asked: boolean) => void;
}

/** Marks a control that may be tapped quickly again and again, such as "further down". */
export const REPEATABLE = 'data-repeatable';

const isRepeatable = ({ target }: Event): boolean =>
  target instanceof Element && target.closest(`[${REPEATABLE}]`) !== null;

/** The platform counts clicks that follow each other quickly in one place; 2 and more are a double tap. */
const isRepetition = (event: Event): boolean =>
  'detail' in event && typeof event.detail === 'number' && event.detail > 1;

/**
 * Watches every touch and key before any screen sees it: tells the main process that somebody is there,
 * lets the touch or key that answers the idle question do nothing else, and drops the second click of a
 * double tap, which may land on a screen that has just changed under the finger.
 *
 * @param target the window
 */
export const watchTouches = (target: EventTarget, intents: Pick<IntentSender, 'touch'>): Touches => {
  let asked = false;
  /** A pointer is down that answered the question; its click follows. */
  let answering = false;

  const swallow = (event: Event): void => {
    event.preventDefault();
    event.stopImmediatePropagation();
  };

  const onPointerDown = (): void => {
    answering = asked;
    intents.touch(asked);
  };

  const onClick = (event: Event): void => {
    const answers = asked || answering;
    if (answers || (isRepetition(event) && !isRepeatable(event))) swallow(event);
    // A screen reader clicks without a pointer; it answers the question all the same.
    if (asked && !answering) intents.touch(true);
    answering = false;
  };

  const onKeyDown = (event: Event): void => {
    if (asked) swallow(event);
    intents.touch(asked);
  };

  target.addEventListener('pointerdown', onPointerDown, { capture: true });
  target.addEventListener('click', onClick, { capture: true });
  target.addEventListener('keydown', onKeyDown, { capture: true });

  return {
    questionAsked: (value) => {
      asked = value;
    },
  };
};
