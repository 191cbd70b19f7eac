import { CODE_LENGTH, CODE_PLACES, codeSymbolsOf, isCodeConsistent } from './code-symbols.ts';

const GROUPS = CODE_PLACES.map(({ length }) => length);

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
