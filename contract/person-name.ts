import { z } from 'zod';

export const PERSON_NAME_MAX_CHARACTERS = 64;

/**
 * Characters a name must not hold: control characters, line and paragraph separators, lone surrogates,
 * noncharacters (XML, in which BBB answers, cannot hold them), and the marks that override or isolate text
 * direction (Unicode UAX #9), with which a name could rewrite the line it stands in.
 */
const FORBIDDEN = /[\p{Cc}\p{Cs}\p{NChar}\p{Bidi_C}\u2028\u2029]/gu;

/**
 * Characters that stand between letters without being seen or changing how those are written: the soft hyphen, the
 * zero-width blank, the word joiner and the invisible signs of mathematics. With them a name could look like another
 * one. The joiners and selectors that scripts and emoji need are not among them; of joiners one is enough.
 */
const UNSEEN = /[\u00AD\u200B\u2060-\u2064]/gu;
const NEEDLESS_JOINER = /(?<=[\u200C\u200D])[\u200C\u200D]/gu;

/** Marks on one letter beyond the fourth (UTS #39, 5.4): no script piles them up; they would reach into other lines. */
const MARKS_ON_ONE = 4;
const PILE = /[\p{Mn}\p{Me}\p{Cf}]+/gu;

/**
 * Characters that show nothing; a name of only these would be an empty line in the list of people. Beside
 * what Unicode calls ignorable: the blanks of Braille, of musical notation and of Egyptian hieroglyphs.
 */
const INVISIBLE_ONLY = /^[\s\p{Cf}\p{DI}\p{Mn}\p{Me}\u2800\u{1D159}\u{13441}\u{13442}]*$/u;

/**
 * Everything but the CJK compatibility ideographs: NFC would put the common form in their place, and there
 * are people in Japan and Korea whose name is written with just the other one.
 */
const COMPOSABLE = /[^\uF900-\uFAFF\u{2F800}-\u{2FA1F}]+/gu;

/** What takes room of its own in a cluster: neither a mark, nor a joiner, nor the colour of a skin. */
const ROOM_TAKING = /[^\p{M}\p{Cf}\p{Emoji_Modifier}]/gu;
/** A family of four is one emoji, and conjuncts join up to four letters; any number can be chained. */
const ROOM_OF_ONE = 4;

/**
 * Characters as a person counts them (grapheme clusters, UAX #29): a flag or a family emoji is one. A chain that
 * Unicode would still call one, however long, counts as many as it is wide.
 */
export const countCharacters = (text: string): number =>
  Array.from(new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text), ({ segment }) =>
    Math.max(1, Math.ceil((segment.match(ROOM_TAKING)?.length ?? 0) / ROOM_OF_ONE)),
  ).reduce((sum, count) => sum + count, 0);

/** Leaves the first marks on a letter, and what stands between them. */
const lowerPile = (pile: string): string => {
  let marks = 0;
  return Array.from(pile)
    .filter((character) => /\p{Cf}/u.test(character) || (marks += 1) <= MARKS_ON_ONE)
    .join('');
};

/**
 * Brings a name into the form in which it is shown: forbidden and unseen characters removed, white space
 * folded to single blanks, trimmed, Unicode NFC, no piles of marks. Any script and emoji stay as they are, with the
 * joiners that hold them together. Cleaning a clean name changes nothing: NFC comes after what is removed, since a
 * mark may meet its letter only when what stood between them is gone, and piles come after NFC, which can make one
 * mark of two and two of one.
 */
export const cleanPersonName = (raw: string): string =>
  raw
    .replace(/\s+/gu, ' ')
    .replace(FORBIDDEN, '')
    .replace(UNSEEN, '')
    .replace(/ +/g, ' ')
    .trim()
    .replace(COMPOSABLE, (run) => run.normalize('NFC'))
    .replace(PILE, lowerPile)
    .replace(NEEDLESS_JOINER, '');

/** Whether a text would be an empty line to whoever reads it. */
export const showsNothing = (text: string): boolean => INVISIBLE_ONLY.test(text);

/** Code units allowed per name: 64 characters of up to 16 code units each bound the size of what is sent. */
const MAX_CODE_UNITS = PERSON_NAME_MAX_CHARACTERS * 16;

/** A name as typed, in; the cleaned name, out. Fails with message `name-empty` or `name-too-long`. */
export const personNameSchema = z
  .string()
  .transform(cleanPersonName)
  .refine((name) => !showsNothing(name), { error: 'name-empty', abort: true })
  .refine((name) => name.length <= MAX_CODE_UNITS && countCharacters(name) <= PERSON_NAME_MAX_CHARACTERS, {
    error: 'name-too-long',
  });
