import { describe, expect, it } from 'vitest';
import { askedManner, EXAMPLE, QUESTION, tonesOf } from '../../../../renderer/sound/tones.ts';

describe.each([
  ['the question', QUESTION],
  ['the example', EXAMPLE],
] as const)('%s, calm,', (_name, notes) => {
  const normal = tonesOf(notes, 'normal');
  const calm = tonesOf(notes, 'calm');

  it.each(normal.map((tone, index) => [index + 1, tone, calm[index]] as const))(
    'is softer, lower and slower in note %d, and rises for longer',
    (_number, tone, other) => {
      expect(other?.loudness).toBeLessThan(tone.loudness);
      expect(other?.hertz).toBeLessThan(tone.hertz);
      expect((other?.until ?? 0) - (other?.from ?? 0)).toBeGreaterThan(tone.until - tone.from);
      expect((other?.loudest ?? 0) - (other?.from ?? 0)).toBeGreaterThan(tone.loudest - tone.from);
    },
  );

  it('lasts no longer than what may sound beside speech: 3 seconds (EN 301 549, 5.1.3.10)', () => {
    for (const { from, loudest, until } of [...normal, ...calm]) {
      expect(from).toBeLessThan(loudest);
      expect(loudest).toBeLessThan(until);
      expect(until).toBeLessThanOrEqual(3);
    }
  });
});

it('is heard softly also by whoever wants no sound unasked, as it was asked for', () => {
  expect([askedManner('normal'), askedManner('calm'), askedManner('off')]).toEqual(['normal', 'calm', 'calm']);
});
