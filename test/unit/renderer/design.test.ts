import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { displaySchema } from '../../../contract/display.ts';

const renderer = fileURLToPath(new URL('../../../renderer', import.meta.url));
const styles = readdirSync(renderer, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.css'))
  .map((file) => readFileSync(join(renderer, file), 'utf8'))
  .join('\n');
const tokens = readFileSync(join(renderer, 'design/tokens.css'), 'utf8');

type Declarations = ReadonlyMap<string, string>;

const declarationsOf = (css: string): Declarations =>
  new Map([...css.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [name, value.trim()]));

/** Where each theme stands in the tokens: the three of a visitor, and that of the parts that are dark in the first. */
const THEMES = {
  normal: "[data-contrast='normal'] {",
  'normal, dark parts': "[data-theme='dark'] {",
  light: "[data-contrast='light'],\n[data-contrast='light'] [data-theme] {",
  dark: "[data-contrast='dark'],\n[data-contrast='dark'] [data-theme] {",
} as const;
const THEME_NAMES = ['normal', 'normal, dark parts', 'light', 'dark'] as const satisfies (keyof typeof THEMES)[];

const themeOf = (name: keyof typeof THEMES): Declarations => {
  const [, after = ''] = tokens.split(THEMES[name]);
  const own = after.slice(0, after.indexOf('}'));
  if (own === '') throw new Error(`The theme ${name} is not in the tokens.`);
  return new Map([...declarationsOf(tokens), ...declarationsOf(own)]);
};

const valueOf = (theme: Declarations, name: string): string => {
  const value = theme.get(name) ?? '';
  const reference = /^var\((--[\w-]+)\)$/.exec(value)?.[1];
  return reference === undefined ? value : valueOf(theme, reference);
};

/** Linear sRGB of a CSS `oklch()` colour, cut to what a screen can show (CSS Color 4, section 10). */
const linearRgb = (colour: string): readonly [number, number, number] => {
  const [, lightness = '', chroma = '', hue = ''] = /^oklch\(([\d.]+)% ([\d.]+) ([\d.]+)\)$/.exec(colour) ?? [];
  if (lightness === '') throw new Error(`Not an oklch() colour: "${colour}"`);
  const angle = (Number(hue) * Math.PI) / 180;
  const a = Number(chroma) * Math.cos(angle);
  const b = Number(chroma) * Math.sin(angle);
  const L = Number(lightness) / 100;
  const l = (L + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (L - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (L - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const cut = (value: number): number => Math.min(1, Math.max(0, value));
  return [
    cut(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    cut(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    cut(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
};

/** Contrast of two colours, 1 to 21 (WCAG 2.2, relative luminance). */
const contrast = (one: string, other: string): number => {
  const luminance = (colour: string): number => {
    const [red, green, blue] = linearRgb(colour);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
};

/** Every pair in which text stands on a surface. */
const TEXT = [
  ['--ink', '--surface'],
  ['--ink', '--surface-raised'],
  ['--ink-muted', '--surface'],
  ['--ink-muted', '--surface-raised'],
  ['--action', '--surface'],
  ['--action', '--surface-raised'],
  ['--on-action', '--action'],
  ['--on-action', '--action-pressed'],
  ['--on-action-soft', '--action-soft'],
  ['--ink', '--action-soft'],
  ['--success', '--surface'],
  ['--success', '--surface-raised'],
  ['--ink', '--warning-soft'],
  ['--warning', '--warning-soft'],
  ['--danger', '--surface'],
] as const;

/** Every pair that shows where a control is or that it has the focus. */
const EDGES = [
  ['--border', '--surface'],
  ['--border', '--surface-raised'],
  ['--border-strong', '--surface'],
  ['--border-strong', '--surface-raised'],
  ['--action', '--action-soft'],
  ['--focus-inner', '--focus-outer'],
  // Scales, and the sign of what is on the way.
  ['--action', '--surface-sunken'],
  ['--border-strong', '--surface-sunken'],
  ['--success', '--surface-sunken'],
  ['--warning', '--surface'],
  ['--danger', '--surface-raised'],
] as const;

/** Of the two tones of the focus ring one must stand out on each of these. */
const UNDER_FOCUS = ['--surface', '--surface-raised', '--action', '--action-soft', '--warning-soft'] as const;

describe('contrast', () => {
  it('computes what WCAG computes', () => {
    expect(contrast('oklch(0% 0 0)', 'oklch(100% 0 0)')).toBeCloseTo(21, 5);
    expect(contrast('oklch(100% 0 0)', 'oklch(100% 0 0)')).toBe(1);
    // #767676 on white, the lightest grey that passes AA.
    expect(contrast('oklch(56.65% 0 0)', 'oklch(100% 0 0)')).toBeCloseTo(4.54, 1);
  });

  describe.each(THEME_NAMES)('%s', (name) => {
    const theme = themeOf(name);
    it.each(TEXT)('text %s on %s: at least 7:1', (text, surface) => {
      expect(contrast(valueOf(theme, text), valueOf(theme, surface))).toBeGreaterThanOrEqual(7);
    });
    it.each(EDGES)('%s on %s: at least 3:1', (edge, surface) => {
      expect(contrast(valueOf(theme, edge), valueOf(theme, surface))).toBeGreaterThanOrEqual(3);
    });
    it.each(UNDER_FOCUS)('the focus ring is seen on %s', (surface) => {
      const ring = ['--focus-inner', '--focus-outer'].map((tone) =>
        contrast(valueOf(theme, tone), valueOf(theme, surface)),
      );
      expect(Math.max(...ring)).toBeGreaterThanOrEqual(3);
    });
  });
});

describe('tokens', () => {
  const declared = new Set([...styles.matchAll(/(--[\w-]+):/g)].map(([, name]) => name));
  const used = new Set([...styles.matchAll(/\b(?:var|style)\((--[\w-]+)/g)].map(([, name]) => name));

  it('declares what is used and uses what is declared', () => {
    expect([...used].filter((name) => !declared.has(name))).toEqual([]);
    expect([...declared].filter((name) => !used.has(name))).toEqual([]);
  });

  it('keeps every colour in the tokens', () => {
    const others = styles.replace(tokens, '');
    expect(others).not.toMatch(/#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(|\boklch\(/i);
  });

  it('knows every contrast that a style speaks of, and a style for each', () => {
    const named = [...styles.matchAll(/\[data-contrast='(\w+)'\]/g)].map(([, name]) => name);
    expect(new Set(named)).toEqual(new Set(displaySchema.shape.contrast.options));
  });

  it('lets nothing but one name say that nothing moves', () => {
    const others = styles.replace(tokens, '');
    expect(others).not.toMatch(/data-motion|prefers-reduced-motion/);
    expect(tokens.match(/--stillness: still/g)).toHaveLength(2);
  });

  it('gives no control less than 64 px', () => {
    for (const name of ['--target', '--button-height', '--row-height']) {
      expect(declarationsOf(tokens).get(name)).toMatch(/^max\([\d.]+rem, 64px\)$/);
    }
  });
});
