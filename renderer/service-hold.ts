/** Where a finger is held: the words that say where this is, on our screens and in the bar of a meeting. */
const PLACES = '.frame-place, .bar-words';

/** Nobody rests a finger on a word for so long. */
const HOLD_MS = 5_000;

/** A finger that wanders farther than this does something else. */
const SLIP_PX = 24;

const placeOf = ({ target }: Event): Element | null => (target instanceof Element ? target.closest(PLACES) : null);

/**
 * The hidden way of the staff into the service menu: a finger, or a mouse button, held on the place for five seconds.
 * It stands in nobody's way: there is nothing else to press there, and the menu has a key as well.
 *
 * @param target the window
 */
export const watchServiceHold = (target: EventTarget, open: () => void): void => {
  let holding: { readonly timer: ReturnType<typeof setTimeout>; readonly x: number; readonly y: number } | null = null;
  let isOpened = false;

  const letGo = (): void => {
    if (holding !== null) clearTimeout(holding.timer);
    holding = null;
  };
  const isPointer = (event: Event): event is PointerEvent => event instanceof PointerEvent;

  target.addEventListener(
    'pointerdown',
    (event) => {
      letGo();
      isOpened = false;
      if (!isPointer(event) || !event.isPrimary || placeOf(event) === null) return;
      const timer = setTimeout(() => {
        holding = null;
        isOpened = true;
        open();
      }, HOLD_MS);
      holding = { timer, x: event.clientX, y: event.clientY };
    },
    { capture: true },
  );
  target.addEventListener(
    'pointermove',
    (event) => {
      if (holding === null || !isPointer(event)) return;
      if (Math.hypot(event.clientX - holding.x, event.clientY - holding.y) > SLIP_PX) letGo();
    },
    { capture: true },
  );
  for (const end of ['pointerup', 'pointercancel'] as const) target.addEventListener(end, letGo, { capture: true });
  // Letting go is no touch on the screen beneath: on the attract screen it would begin a visit.
  target.addEventListener(
    'click',
    (event) => {
      if (!isOpened) return;
      isOpened = false;
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    { capture: true },
  );
};
