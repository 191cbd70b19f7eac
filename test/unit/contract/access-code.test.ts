import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accessCodeSchema } from '../../../contract/access-code.ts';
import { codeInSentence } from '../../../contract/code-in-sentence.ts';
import {
  CODE_LENGTH,
  CODE_PLACES,
  CODE_SYMBOLS,
  codeSymbolsOf,
  formatCode,
  isCodeConsistent,
  withCheckSymbol,
} from '../../../contract/code-symbols.ts';

const symbol = fc.constantFrom(...Array.from(CODE_SYMBOLS));
const code = fc
  .array(symbol, { minLength: CODE_LENGTH - 1, maxLength: CODE_LENGTH - 1 })
  .map((random) => withCheckSymbol(random.join('')));

/** Other ways in which a symbol may come. */
const LIKE: Readonly<Record<string, readonly string[]>> = {
  '0': ['O', 'o', '０'],
  '1': ['I', 'i', 'L', 'l', 'ı', '１'],
  '2': ['Z', 'z', '２'],
  '5': ['S', 's', '５'],
  '8': ['B', 'b', '８'],
  V: ['U', 'u', 'v', 'Ｖ'],
  K: ['k', 'Ｋ', 'ｋ', '\u212A'],
};

/** Dashes, blanks and signs with which codes are written down, sent and pasted. */
const between = fc.constantFrom(
  '',
  '-',
  ' ',
  '\u00A0',
  '\u202F',
  '\u2013',
  '\u2011',
  '\u2212',
  ' – ',
  '.',
  '\t',
  '\n',
  '\u200B',
);

const written = code.chain((symbols) =>
  fc.record({
    symbols: fc.constant(symbols),
    text: fc
      .tuple(
        ...Array.from(symbols, (one) =>
          fc.tuple(between, fc.constantFrom(one, one.toLowerCase(), ...(LIKE[one] ?? []))),
        ),
      )
      .map((parts) => parts.flat().join('')),
  }),
);

const problemOf = (typed: string): string | undefined => accessCodeSchema.safeParse(typed).error?.issues[0]?.message;

describe('a code', () => {
  it('has at least 40 bits beside its check character, and no two symbols that look alike', () => {
    expect(Math.log2(CODE_SYMBOLS.length ** (CODE_LENGTH - 1))).toBeGreaterThan(40);
    for (const pair of ['0O', '1I', '1L', 'IL', '2Z', '5S', '8B', 'UV', 'OQ'])
      expect(
        Array.from(pair).every((one) => CODE_SYMBOLS.includes(one)),
        pair,
      ).toBe(false);
    expect(new Set(CODE_SYMBOLS).size).toBe(CODE_SYMBOLS.length);
    // The check rests on it: every weight and every difference has an inverse.
    expect(CODE_SYMBOLS).toHaveLength(29);
  });

  it('is the same however it was written down', () => {
    fc.assert(
      fc.property(written, ({ symbols, text }) => {
        expect(accessCodeSchema.parse(text)).toBe(symbols);
      }),
      { numRuns: 500 },
    );
  });

  it('is shown in groups that are read back', () => {
    fc.assert(
      fc.property(code, (symbols) => {
        const shown = formatCode(symbols);
        expect(shown).toMatch(/^.{3}-.{3}-.{4}$/);
        expect(accessCodeSchema.parse(shown)).toBe(symbols);
      }),
    );
    expect(CODE_PLACES.flat()).toEqual(Array.from({ length: CODE_LENGTH }, (_, place) => place));
  });

  it('is noticed to be wrong by any one character', () => {
    fc.assert(
      fc.property(code, fc.nat(CODE_LENGTH - 1), symbol, (symbols, place, other) => {
        fc.pre(symbols.charAt(place) !== other);
        const wrong = `${symbols.slice(0, place)}${other}${symbols.slice(place + 1)}`;
        expect(problemOf(wrong)).toBe('code-wrong');
      }),
      { numRuns: 1000 },
    );
  });

  it('is noticed to be wrong by any two neighbours that changed places', () => {
    fc.assert(
      fc.property(code, fc.nat(CODE_LENGTH - 2), (symbols, place) => {
        const [one, other] = [symbols.charAt(place), symbols.charAt(place + 1)];
        fc.pre(one !== other);
        const wrong = `${symbols.slice(0, place)}${other}${one}${symbols.slice(place + 2)}`;
        expect(problemOf(wrong)).toBe('code-wrong');
      }),
      { numRuns: 1000 },
    );
  });

  it('is not complete with a symbol less or more', () => {
    fc.assert(
      fc.property(code, fc.nat(CODE_LENGTH - 1), symbol, (symbols, place, more) => {
        expect(problemOf(`${symbols.slice(0, place)}${symbols.slice(place + 1)}`)).toBe('code-incomplete');
        expect(problemOf(`${symbols}${more}`)).toBe('code-incomplete');
        expect(isCodeConsistent(`${symbols}0`)).toBe(false);
      }),
    );
  });

  it.each(['', ' ', 'ä', 'ß', 'constructor', '0'.repeat(257), '🙂'.repeat(10)])('is not %j', (typed) => {
    expect(problemOf(typed)).toBe('code-incomplete');
  });

  it('is found in any text without a fault', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const symbols = codeSymbolsOf(text);
        expect(Array.from(symbols).every((one) => CODE_SYMBOLS.includes(one))).toBe(true);
        expect(codeSymbolsOf(symbols)).toBe(symbols);
      }),
    );
  });
});

describe('a code in a sentence', () => {
  const SENTENCES = [
    'Ihr Code: {}',
    'Guten Tag, Ihr Code für den Vorstand lautet {}. Bitte geben Sie ihn nicht weiter.',
    'Code ({}) gilt ab Mittwoch, 25.11.2026, 17:00 Uhr.',
    'Your code is:\n\n{}\n\nSee you at 5 pm',
  ];
  const inSentence = fc.tuple(fc.constantFrom(...SENTENCES), code);
  const grouped = (symbols: string, dash: string): string => formatCode(symbols).replaceAll('-', dash);

  it('is found by its groups with dashes, whatever else is written', () => {
    fc.assert(
      fc.property(
        inSentence,
        fc.constantFrom('-', ' - ', '\u2013', '\u2011', '\uFF0D', '\u2212'),
        ([sentence, symbols], dash) => {
          const text = sentence.replace('{}', grouped(symbols, dash));
          expect(codeInSentence(text)).toBe(symbols);
          expect(codeInSentence(text.toLowerCase())).toBe(symbols);
        },
      ),
    );
  });

  it('is found as ten symbols in a row', () => {
    fc.assert(
      fc.property(inSentence, ([sentence, symbols]) => {
        expect(codeInSentence(sentence.replace('{}', symbols))).toBe(symbols);
      }),
    );
  });

  it('is found by groups with blanks where no words could be taken for them', () => {
    fc.assert(
      fc.property(code, (symbols) => {
        expect(codeInSentence(`Ihr persönlicher Zugangscode: ${grouped(symbols, '\u00A0')}.`)).toBe(symbols);
      }),
    );
  });

  it('is not guessed: none, a wrong one and two are none', () => {
    const one = formatCode(withCheckSymbol('7K4M2PX9R'));
    const other = formatCode(withCheckSymbol('111222333'));
    const wrong = `${one.slice(0, -1)}${one.endsWith('0') ? '1' : '0'}`;
    expect(codeInSentence('Wir treffen uns am Mittwoch im Rathaus.')).toBeNull();
    expect(codeInSentence(`Ihr Code: ${wrong}`)).toBeNull();
    expect(codeInSentence(`Teilnehmende ${one}, Leitung ${other}`)).toBeNull();
    expect(codeInSentence(`Noch einmal: ${one}, also ${one}`)).toBe(codeSymbolsOf(one));
    expect(codeInSentence('x'.repeat(10_000))).toBeNull();
  });

  it('is looked for in any text without a fault', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const found = codeInSentence(text);
        expect(found === null || isCodeConsistent(found)).toBe(true);
      }),
    );
  });
});
