import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deviceProfileSchema } from '../../../contract/devices.ts';

const css = readFileSync(fileURLToPath(new URL('../../../renderer/design/base.css', import.meta.url)), 'utf8');
const numbers =
  /hypot\(100vw, 100vh\) \* ([\d.]+) \* var\(--distance-per-inch\), 100vw \/ ([\d.]+), 100vh \/ ([\d.]+)\)/.exec(css);
const [, factor = NaN, widest = NaN, highest = NaN] = numbers?.map(Number) ?? [];

const DEFAULT_PX = { landscape: [8, 0.4167], portrait: [8, 0.7407] } as const;
/** Of Fira Sans: the height of a capital, and what our body text is of the root's size (tokens.css). */
const CAPITAL = 0.689;
const BODY = 1.5;
/** What a visitor can choose at most (contract/display.ts). */
const LARGEST = 2;

/** Millimetres of an inch. */
const INCH = 25.4;

interface Place {
  readonly width: number;
  readonly height: number;
  /** Inches. */
  readonly screen: number;
  /** Centimetres. */
  readonly distance: number;
}

/** The root's size in px, as the style sheet says it. */
const rootSize = ({ width, height, screen, distance }: Place): number => {
  const [base, share] = DEFAULT_PX[width < height ? 'portrait' : 'landscape'];
  const byPage = Math.min(28, Math.max(12, base + (share / 100) * width));
  const byDistance = Math.min(
    Math.hypot(width, height) * factor * (distance / screen),
    width / widest,
    height / highest,
  );
  return Math.max(byPage, byDistance);
};

/** The angle under which a capital is seen, in degrees (EN 301 549, 5.1.4: H = pi * D * 0.7 / 180). */
const angleOf = (place: Place, textSize = 1): number => {
  const pixelsPerMm = Math.hypot(place.width, place.height) / (place.screen * INCH);
  const capital = (rootSize(place) * textSize * BODY * CAPITAL) / pixelsPerMm;
  return (capital / (place.distance * 10)) * (180 / Math.PI);
};

const FULL_HD = { width: 1920, height: 1080 } as const;

describe('the size of our text', () => {
  it('is what it is everywhere for whoever stands 60 cm before 24 inches', () => {
    expect(rootSize({ ...FULL_HD, screen: 24, distance: 60 })).toBeCloseTo(16, 1);
  });

  it.each([
    ['a wall display, 55 inches at 2 m', { ...FULL_HD, screen: 55, distance: 200 }, 22],
    ['a tablet, 10 inches at 40 cm', { width: 1280, height: 800, screen: 10, distance: 40 }, 16.3],
    ['a notebook, 15.6 inches at 50 cm', { ...FULL_HD, screen: 15.6, distance: 50 }, 20.5],
    ['55 inches in 4K at 2 m', { width: 3840, height: 2160, screen: 55, distance: 200 }, 44],
  ])('is larger for %s', (_what, place, px) => {
    expect(rootSize(place)).toBeCloseTo(px, 0);
  });

  it.each([
    ['15.6 inches', 15.6, 50],
    ['24 inches', 24, 40],
    ['24 inches', 24, 60],
    ['24 inches', 24, 70],
    ['32 inches', 32, 70],
    ['55 inches', 55, 200],
  ])('at the largest that a visitor can choose is seen under more than 0.7 degrees: %s', (_what, screen, distance) => {
    expect(angleOf({ ...FULL_HD, screen, distance }, LARGEST)).toBeGreaterThan(0.7);
  });

  it('is never below the usual one, nor so large that a page has no room, whatever is configured', () => {
    const { screen, viewingDistance } = deviceProfileSchema.shape;
    const between = ({ minValue, maxValue }: { minValue: number | null; maxValue: number | null }) =>
      fc.double({ min: minValue ?? NaN, max: maxValue ?? NaN, noNaN: true });
    const places = fc.record({
      width: fc.integer({ min: 800, max: 3840 }),
      height: fc.integer({ min: 600, max: 3840 }),
      screen: between(screen.unwrap()),
      distance: between(viewingDistance.unwrap()),
    });
    fc.assert(
      fc.property(places, (place) => {
        const usual = rootSize({ ...place, distance: 0 });
        const size = rootSize(place);
        expect(size).toBeGreaterThanOrEqual(usual);
        if (size === usual) return;
        expect(place.width / size).toBeGreaterThanOrEqual(67.4);
        expect(place.height / size).toBeGreaterThanOrEqual(48.9);
      }),
    );
  });
});
