/**
 * What codes are written in: of characters that look alike only one is used, so that the other can be taken
 * for it (0 O, 1 I L, 2 Z, 5 S, 8 B, U V). Their number, 29, is prime: that lets one check character notice
 * every single wrong character and every swap, as in ISBN-10.
 */
export const CODE_SYMBOLS = '0123456789ACDEFGHJKMNPQRTVWXY';

const LOOK_ALIKES: ReadonlyMap<string, string> = new Map([
  ['O', '0'],
  ['I', '1'],
  ['L', '1'],
  ['Z', '2'],
  ['S', '5'],
  ['B', '8'],
  ['U', 'V'],
]);

/** Nine random symbols are 43 bit; the tenth is the check character. */
export const CODE_LENGTH = 10;

/** Shown in groups that are easily said and remembered, as telephone numbers are. */
const GROUPS = [3, 3, 4] as const;

/**
 * The symbols of a code in what was typed, pasted or scanned: capitals and small letters are the same, wide
 * forms are common ones (NFKC), look-alikes are taken for each other, and everything between is left out.
 */
export const codeSymbolsOf = (text: string): string =>
  Array.from(text.normalize('NFKC'), (character) => {
    const capital = character.toUpperCase();
    const symbol = LOOK_ALIKES.get(capital) ?? capital;
    return symbol.length === 1 && CODE_SYMBOLS.includes(symbol) ? symbol : '';
  }).join('');

/** The weighted sum of the symbols; the check character, whose weight is 1, makes it 0. */
const sumOf = (symbols: string): number =>
  Array.from(symbols).reduce((sum, symbol, index) => sum + (CODE_LENGTH - index) * CODE_SYMBOLS.indexOf(symbol), 0) %
  CODE_SYMBOLS.length;

/** Whether a whole code's check character fits. */
export const isCodeConsistent = (symbols: string): boolean => symbols.length === CODE_LENGTH && sumOf(symbols) === 0;

/** @param symbols all of a code but its last symbol */
export const withCheckSymbol = (symbols: string): string =>
  `${symbols}${CODE_SYMBOLS.charAt((CODE_SYMBOLS.length - sumOf(symbols)) % CODE_SYMBOLS.length)}`;

/** The places of a code, group by group: `[[0, 1, 2], [3, 4, 5], [6, 7, 8, 9]]`. */
export const CODE_PLACES: readonly (readonly number[])[] = GROUPS.map((length, group) => {
  const before = GROUPS.slice(0, group).reduce((sum, other) => sum + other, 0);
  return Array.from({ length }, (_, place) => before + place);
});

/** As a code is written down: `7K4-M2P-X9RT`. */
export const formatCode = (symbols: string): string =>
  CODE_PLACES.map((places) => places.map((place) => symbols.charAt(place)).join('')).join('-');

/** What stands between the groups of a code: a dash, or blanks. */
const DASH = /^\s*[\p{Pd}\u2212]\s*$/u;
const BLANK = /^\s+$/u;

interface Word {
  readonly text: string;
  /** What stands before it. */
  readonly gap: string;
}

const wordsIn = (text: string): readonly Word[] =>
  Array.from(text.normalize('NFKC').matchAll(/([^\p{L}\p{N}]*)([\p{L}\p{N}]+)/gu), ([, gap = '', word = '']) => ({
    gap,
    text: word,
  }));

/** Whole codes in running text whose groups are written like this. */
const codesIn = (words: readonly Word[], lengths: readonly number[], between: RegExp): ReadonlySet<string> =>
  new Set(
    words.flatMap((_, start) => {
      const groups = words.slice(start, start + lengths.length);
      const isCode =
        groups.length === lengths.length &&
        groups.every(({ text, gap }, index) => text.length === lengths[index] && (index === 0 || between.test(gap)));
      const symbols = isCode ? codeSymbolsOf(groups.map(({ text }) => text).join('')) : '';
      return isCodeConsistent(symbols) ? [symbols] : [];
    }),
  );

/**
 * The code in a sentence, as it comes in a letter or a message: "Ihr Code: 7K4-M2P-X9RT". Groups with dashes come
 * before ten symbols in a row, and those before groups with blanks, which may be mere words.
 * @returns its bare symbols; null when there is none, or more than one that it could be
 */
export const codeInSentence = (text: string): string | null => {
  const words = wordsIn(text);
  const ways = [codesIn(words, GROUPS, DASH), codesIn(words, [CODE_LENGTH], BLANK), codesIn(words, GROUPS, BLANK)];
  const [found, ...others] = ways.find(({ size }) => size > 0) ?? [];
  return found === undefined || others.length > 0 ? null : found;
};
