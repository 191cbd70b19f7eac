import { describe, expect, it } from 'vitest';
import { LOCALES } from '../../../../contract/locale.ts';
import { columnsOf, functionOf, rowsOf } from '../../../../renderer/keyboard/layouts.ts';

const keysOf = (...of: Parameters<typeof rowsOf>): string[] => rowsOf(...of).flatMap((row) => row.split(' '));

const KEYBOARDS = LOCALES.flatMap((locale) => (['name', 'meeting'] as const).map((purpose) => ({ locale, purpose })));

describe.each(KEYBOARDS)('the keys for a $purpose in $locale', ({ locale, purpose }) => {
  it.each(['letters', 'signs'] as const)('%s: none twice, each a function or one character', (layer) => {
    for (const capitals of [false, true]) {
      const keys = keysOf(purpose, locale, layer, capitals);
      expect(new Set(keys).size).toBe(keys.length);
      for (const key of keys) expect(functionOf(key) !== null || Array.from(key).length === 1, key).toBe(true);
    }
  });

  const OF_ALL = {
    name: ['{shift}', '{erase}', '{space}', '{done}', '-', "'"],
    meeting: ['{shift}', '{erase}', '{space}', '{tab}', '{left}', '{right}', '{enter}', '-', ',', '.'],
  } as const;

  it('has every letter, small and large, and the way back from every layer', () => {
    for (const letter of 'abcdefghijklmnopqrstuvwxyz') {
      expect(keysOf(purpose, locale, 'letters', false)).toContain(letter);
      expect(keysOf(purpose, locale, 'letters', true)).toContain(letter.toUpperCase());
    }
    for (const key of OF_ALL[purpose]) {
      expect(keysOf(purpose, locale, 'letters', false), key).toContain(key);
      expect(keysOf(purpose, locale, 'signs', false), key).toContain(key);
    }
    expect(keysOf(purpose, locale, 'letters', true)).toContain('{signs}');
    expect(keysOf(purpose, locale, 'signs', true)).toContain('{letters}');
  });

  it.each(['letters', 'signs'] as const)(
    '%s: no row is so long that a key would be under 64 px at 1080 px',
    (layer) => {
      const columns = columnsOf(rowsOf(purpose, locale, layer, false));
      expect([10, 11]).toContain(columns);
      for (const row of rowsOf(purpose, locale, layer, false))
        expect(row.split(' ').length).toBeLessThanOrEqual(columns);
    },
  );
});

describe('German', () => {
  it('is QWERTZ with umlauts, and the capital of ß is one letter', () => {
    expect(rowsOf('name', 'de', 'letters', false)[0]).toBe('q w e r t z u i o p ü');
    expect(keysOf('name', 'de', 'letters', false)).toEqual(expect.arrayContaining(['ä', 'ö', 'ü', 'ß']));
    expect(keysOf('name', 'de', 'letters', true)).toEqual(expect.arrayContaining(['Ä', 'Ö', 'Ü', 'ẞ']));
  });
});
