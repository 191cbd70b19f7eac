import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { NativeImage } from 'electron';
import { coloursIn, isDrawn } from '../../../../main/health/drawn.ts';

const PIXELS = 1280 * 800;

/** A picture with so many colours, one after the other. */
const pictureOf = (colours: number): Buffer => {
  const bitmap = Buffer.alloc(PIXELS * 4);
  for (let pixel = 0; pixel < PIXELS; pixel += 1) bitmap.writeUInt32LE(pixel % colours, pixel * 4);
  return bitmap;
};

const asPicture = z.custom<NativeImage>((value) => value instanceof Object);

/** @param looks how many colours each look sees; null for one that fails */
const pageThatShows = (...looks: readonly (number | null)[]) => {
  let look = 0;
  return {
    isDestroyed: () => false,
    capturePage: () => {
      const colours = looks[Math.min(look, looks.length - 1)] ?? null;
      look += 1;
      if (colours === null) return Promise.reject(new Error('no frame'));
      const bitmap = colours === 0 ? Buffer.alloc(0) : pictureOf(colours);
      return Promise.resolve(asPicture.parse({ toBitmap: () => bitmap }));
    },
  };
};

/** @returns what is thought of the page, and how long it took to tell */
const judge = async (...looks: readonly (number | null)[]) => {
  let tookMs = 0;
  const drawn = await isDrawn(pageThatShows(...looks), (milliseconds) => {
    tookMs += milliseconds;
    return Promise.resolve();
  });
  return { drawn, tookMs };
};

describe('a page after what draws was started again', () => {
  it('is seen by its colours', () => {
    expect(coloursIn(Buffer.alloc(0))).toBe(0);
    expect(coloursIn(pictureOf(1))).toBe(1);
    expect(coloursIn(pictureOf(2))).toBe(2);
    expect(coloursIn(pictureOf(1000))).toBeGreaterThan(100);
  });

  it('is well as soon as it is seen, also when the first looks fail', async () => {
    expect(await judge(300)).toEqual({ drawn: true, tookMs: 1_000 });
    expect(await judge(0, null, 300)).toEqual({ drawn: true, tookMs: 2_000 });
  });

  it.each([[2], [1], [0], [null]])(
    'is black for good when it shows %j again and again, told within 3 s',
    async (colours) => {
      expect(await judge(colours)).toEqual({ drawn: false, tookMs: 3_000 });
    },
  );
});
