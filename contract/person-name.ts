import { z } from 'zod';

export const PERSON_NAME_MAX_CHARACTERS = 64;

/**
 * Characters a name must not hold: control characters, line and paragraph separators, lone surrogates,
 * noncharacters (XML, in which BBB answers, cannot hold them), and the marks that override or isolate text
 * direction (Unicode UAX #9), with which a name could rewrite the line it stands in.
 */
const FORBIDDEN = /[\p{Cc}\p{Cs}\p{NChar}\p{Bidi_C}\u2028\u2029]/gu;

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

/** Characters as a person counts them (grapheme clusters, UAX #29): a flag or a family emoji is one. */
export const countCharacters = (text: string): number =>
  Array.from(new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text)).length;

/**
 * Brings a name into the form in which it is shown: forbidden characters removed, white space
 * folded to single blanks, trimmed, Unicode NFC. Any script and emoji stay as they are, with the joiners that
 * hold them together. Cleaning a clean name changes nothing: NFC comes last, since a mark may meet its letter
 * only when what stood between them is gone.
 */
export const cleanPersonName = (raw: string): string =>
  raw
    .replace(/\s+/gu, ' ')
    .replace(FORBIDDEN, '')
    .replace(/ +/g, ' ')
    .trim()
    .replace(COMPOSABLE, (run) => run.normalize('NFC'));

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
