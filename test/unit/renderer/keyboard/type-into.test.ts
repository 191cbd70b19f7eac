import { describe, expect, it } from 'vitest';
import { eraseFrom } from '../../../../renderer/keyboard/type-into.ts';

describe('erasing', () => {
  it.each([
    ['Ada', 3, 2],
    ['Ada', 1, 0],
    ['Ada', 0, 0],
    ['', 0, 0],
    // A letter with its accent, a flag and a family are one character each.
    ['Zoe\u0308', 4, 2],
    ['Ada 🇩🇪', 8, 4],
    ['👩‍👩‍👧', 8, 0],
  ])('in "%s" at %i begins at %i', (text, caret, from) => {
    expect(eraseFrom(text, caret, caret)).toBe(from);
  });

  it('takes what is marked', () => {
    expect(eraseFrom('Ada Lovelace', 4, 12)).toBe(4);
    expect(eraseFrom('👩‍👩‍👧', 0, 8)).toBe(0);
  });
});
