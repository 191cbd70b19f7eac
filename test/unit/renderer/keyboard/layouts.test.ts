import { describe, expect, it } from 'vitest';
import { LOCALES } from '../../../../contract/locale.ts';
import { columnsOf, functionOf, rowsOf } from '../../../../renderer/keyboard/layouts.ts';

const keysOf = (...of: Parameters<typeof rowsOf>): string[] => rowsOf(...of).flatMap((row) => row.split(' '));

describe.each(LOCALES)('the keys in %s', (locale) => {
  it.each(['letters', 'signs'] as const)('%s: none twice, each a function or one character', (layer) => {
    for (const capitals of [false, true]) {
      const keys = keysOf(locale, layer, capitals);
      expect(new Set(keys).size).toBe(keys.length);
      for (const key of keys) expect(functionOf(key) !== null || Array.from(key).length === 1, key).toBe(true);
    }
  });

  it('has every letter, small and large, and the way back from every layer', () => {
    for (const letter of 'abcdefghijklmnopqrstuvwxyz') {
      expect(keysOf(locale, 'letters', false)).toContain(letter);
      expect(keysOf(locale, 'letters', true)).toContain(letter.toUpperCase());
    }
    for (const key of ['{shift}', '{erase}', '{space}', '{done}', '-', "'"]) {
      expect(keysOf(locale, 'letters', false), key).toContain(key);
      expect(keysOf(locale, 'signs', false), key).toContain(key);
    }
    expect(keysOf(locale, 'letters', true)).toContain('{signs}');
    expect(keysOf(locale, 'signs', true)).toContain('{letters}');
  });

  it.each(['letters', 'signs'] as const)(
    '%s: no row is so long that a key would be under 64 px at 1080 px',
    (layer) => {
      const columns = columnsOf(rowsOf(locale, layer, false));
      expect([10, 11]).toContain(columns);
      for (const row of rowsOf(locale, layer, false)) expect(row.split(' ').length).toBeLessThanOrEqual(columns);
    },
  );
});

describe('German', () => {
  it('is QWERTZ with umlauts, and the capital of ß is one letter', () => {
    expect(rowsOf('de', 'letters', false)[0]).toBe('q w e r t z u i o p ü');
    expect(keysOf('de', 'letters', false)).toEqual(expect.arrayContaining(['ä', 'ö', 'ü', 'ß']));
    expect(keysOf('de', 'letters', true)).toEqual(expect.arrayContaining(['Ä', 'Ö', 'Ü', 'ẞ']));
  });
});
