import { openScreen } from './x-screen.ts';

/** Requests of the X11 protocol and its extension XTEST, 2.2. */
const QUERY_EXTENSION = 98;
const FAKE_INPUT = 2;

const EVENT = { keyPress: 2, keyRelease: 3, buttonPress: 4, buttonRelease: 5, motion: 6 } as const;

/** Key codes of a PC keyboard as Xvfb has it. */
const KEY_CODES = {
  a: 38,
  i: 31,
  m: 58,
  n: 57,
  o: 32,
  p: 33,
  q: 24,
  r: 27,
  s: 39,
  t: 28,
  u: 30,
  w: 25,
  Plus: 21,
  Minus: 20,
  Alt: 64,
  Control: 37,
  Shift: 50,
  Super: 133,
  Escape: 9,
  Tab: 23,
  Left: 113,
  PrintScreen: 107,
  F1: 67,
  F4: 70,
  F6: 72,
  F7: 73,
  F11: 95,
  F12: 96,
  Back: 166,
  Forward: 167,
  HomePage: 180,
  Refresh: 181,
  Mail: 163,
  Search: 225,
  Calculator: 148,
  Play: 172,
  NextTrack: 171,
} as const;

/** Buttons of a mouse as X numbers them; a turn of the wheel is one too. */
const BUTTONS = { left: 1, middle: 2, right: 3, wheelUp: 4, back: 8, forward: 9 } as const;
export type MouseButton = keyof typeof BUTTONS;
export type HandKey = keyof typeof KEY_CODES;
const DRAG_STEPS = 20;

const isHandKey = (name: string): name is HandKey => Object.hasOwn(KEY_CODES, name);

/** A hand at the screen itself: what it does comes to whichever window and view is there, as from a mouse and keys. */
export interface Hand {
  readonly touch: (x: number, y: number) => void;
  /** One click of a mouse, with keys held if there are any. */
  readonly click: (x: number, y: number, button: MouseButton, keys?: readonly HandKey[]) => void;
  /** The left button goes down and stays so until it is let go. */
  readonly hold: (x: number, y: number) => void;
  readonly pull: (from: readonly [x: number, y: number], to: readonly [x: number, y: number]) => void;
  readonly letGo: () => void;
  readonly press: (key: HandKey) => void;
  /** Several keys held together, for example `Control+Shift+r`. */
  readonly chord: (keys: string) => void;
  readonly close: () => void;
}

/** @param display of a virtual screen, for example `:99` */
export const handAt = async (display: string): Promise<Hand> => {
  const screen = await openScreen(display);
  const query = Buffer.alloc(16);
  query.writeUInt8(QUERY_EXTENSION, 0);
  query.writeUInt16LE(4, 2);
  query.writeUInt16LE(5, 4);
  query.write('XTEST', 8, 'ascii');
  const extension = (await screen.ask(query)).readUInt8(9);

  const fake = (type: number, detail: number, x = 0, y = 0): void => {
    const request = Buffer.alloc(36);
    request.writeUInt8(extension, 0);
    request.writeUInt8(FAKE_INPUT, 1);
    request.writeUInt16LE(9, 2);
    request.writeUInt8(type, 4);
    request.writeUInt8(detail, 5);
    request.writeInt16LE(x, 24);
    request.writeInt16LE(y, 26);
    screen.send(request);
  };
  const click: Hand['click'] = (x, y, button, keys = []) => {
    fake(EVENT.motion, 0, x, y);
    for (const key of keys) fake(EVENT.keyPress, KEY_CODES[key]);
    fake(EVENT.buttonPress, BUTTONS[button]);
    fake(EVENT.buttonRelease, BUTTONS[button]);
    for (const key of keys) fake(EVENT.keyRelease, KEY_CODES[key]);
  };
  return {
    touch: (x, y) => click(x, y, 'left'),
    click,
    hold: (x, y) => {
      fake(EVENT.motion, 0, x, y);
      fake(EVENT.buttonPress, BUTTONS.left);
    },
    pull: ([fromX, fromY], [toX, toY]) => {
      // A drag begins once the pointer has gone some way.
      for (let step = 1; step <= DRAG_STEPS; step += 1) {
        const along = (from: number, to: number): number => Math.round(from + ((to - from) * step) / DRAG_STEPS);
        fake(EVENT.motion, 0, along(fromX, toX), along(fromY, toY));
      }
    },
    letGo: () => fake(EVENT.buttonRelease, BUTTONS.left),
    press: (key) => {
      fake(EVENT.keyPress, KEY_CODES[key]);
      fake(EVENT.keyRelease, KEY_CODES[key]);
    },
    chord: (keys) => {
      const held = keys.split('+').map((key) => {
        if (!isHandKey(key)) throw new Error(`There is no key ${key}.`);
        return KEY_CODES[key];
      });
      for (const key of held) fake(EVENT.keyPress, key);
      for (const key of held.toReversed()) fake(EVENT.keyRelease, key);
    },
    close: screen.close,
  };
};
