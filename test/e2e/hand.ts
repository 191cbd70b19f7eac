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
  q: 24,
  r: 27,
  w: 25,
  Plus: 21,
  Minus: 20,
  Alt: 64,
  Control: 37,
  Shift: 50,
  Escape: 9,
  F6: 72,
  F11: 95,
} as const;
export type HandKey = keyof typeof KEY_CODES;
const isHandKey = (name: string): name is HandKey => Object.hasOwn(KEY_CODES, name);

/** A hand at the screen itself: what it does comes to whichever window and view is there, as from a mouse and keys. */
export interface Hand {
  readonly touch: (x: number, y: number) => void;
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
  return {
    touch: (x, y) => {
      fake(EVENT.motion, 0, x, y);
      fake(EVENT.buttonPress, 1);
      fake(EVENT.buttonRelease, 1);
    },
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
