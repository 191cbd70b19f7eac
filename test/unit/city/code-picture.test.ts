import { decodeQR } from 'qr/decode.js';
import { describe, expect, it } from 'vitest';
import { codeForPrint, codeInWindow } from '../../../city/codes/code-picture.ts';

const CODE = '7K4-M2P-X9RT';
/** Fields of the smallest QR and of the quiet zone on both sides of it. */
const SIDE = 21 + 2 * 4;
const SCALE = 6;

/** What a camera would read of the fields that are dark. */
const readFrom = (isDark: (x: number, y: number) => boolean): string => {
  const size = SIDE * SCALE;
  const data = new Uint8ClampedArray(size * size * 4).map((_, index) => {
    const pixel = Math.floor(index / 4);
    const [x, y] = [pixel % size, Math.floor(pixel / size)].map((place) => Math.floor(place / SCALE));
    return index % 4 !== 3 && isDark(x ?? 0, y ?? 0) ? 0 : 255;
  });
  return decodeQR({ width: size, height: size, data });
};

/** The dark fields of a path of squares, each begun where it lies or seen from the one before. */
const squaresOf = (path: string): Set<string> => {
  let [x, y] = [0, 0];
  const squares = new Set<string>();
  for (const [, kind, across = '', down = ''] of path.matchAll(/([Mm])(-?\d+) (-?\d+)h1v1[Hh]-?\d+Z/g)) {
    [x, y] = kind === 'M' ? [Number(across), Number(down)] : [x + Number(across), y + Number(down)];
    squares.add(`${x} ${y}`);
  }
  return squares;
};

describe("a code's QR", () => {
  it('for print is read as the code, on white and with its quiet zone', () => {
    const svg = codeForPrint(CODE);
    const [, size, path = ''] = /viewBox="0 0 (\d+) \1".*<rect [^>]*fill="white".*<path d="([^"]+)"/.exec(svg) ?? [];
    expect(Number(size)).toBe(SIDE);
    const squares = squaresOf(path);
    expect(readFrom((x, y) => squares.has(`${x} ${y}`))).toBe(CODE);
  });

  it('in a window is read as the code, whatever colours the window has', () => {
    const rows = codeInWindow(CODE)
      .trimEnd()
      .split('\n')
      .map((row) => [...row.matchAll(/\u001B\[1?;?(40|47)m {2}/g)].map(([, colour]) => colour === '40'));
    expect(rows.map(({ length }) => length)).toEqual(Array.from({ length: SIDE }, () => SIDE));
    expect(readFrom((x, y) => rows[y]?.[x] ?? false)).toBe(CODE);
  });
});
