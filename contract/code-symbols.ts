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

/** How long the codes of one kind are, and how they are written down. */
export interface CodeShape {
  readonly length: number;
  /** The places, group by group. */
  readonly places: readonly (readonly number[])[];
}

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
  Array.from(symbols).reduce((sum, symbol, index) => sum + (symbols.length - index) * CODE_SYMBOLS.indexOf(symbol), 0) %
  CODE_SYMBOLS.length;

/** Whether a whole code's check character fits. */
export const isCodeConsistent = (symbols: string, length = CODE_LENGTH): boolean =>
  symbols.length === length && sumOf(symbols) === 0;

/** @param symbols all of a code but its last symbol */
export const withCheckSymbol = (symbols: string): string => {
  // The first symbol counts 0: it stands in for the one that is looked for.
  const sum = sumOf(`${symbols}${CODE_SYMBOLS.charAt(0)}`);
  return `${symbols}${CODE_SYMBOLS.charAt((CODE_SYMBOLS.length - sum) % CODE_SYMBOLS.length)}`;
};

/** The places of a code, group by group: `[[0, 1, 2], [3, 4, 5], [6, 7, 8, 9]]`. */
export const placesOf = (groups: readonly number[]): readonly (readonly number[])[] =>
  groups.map((length, group) => {
    const before = groups.slice(0, group).reduce((sum, other) => sum + other, 0);
    return Array.from({ length }, (_, place) => before + place);
  });

export const CODE_PLACES = placesOf(GROUPS);

/** As a code is written down: `7K4-M2P-X9RT`. */
export const formatCode = (symbols: string, places = CODE_PLACES): string =>
  places.map((group) => group.map((place) => symbols.charAt(place)).join('')).join('-');
