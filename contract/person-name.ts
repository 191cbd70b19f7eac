import { z } from 'zod';

export const PERSON_NAME_MAX_CHARACTERS = 64;

/**
 * Characters a name must not hold: control characters, line and paragraph separators, lone surrogates,
 * and the marks that override or isolate text direction (Unicode UAX #9), with which a name could
 * rewrite the line it stands in.
 */
const FORBIDDEN = /[\p{Cc}\p{Cs}\u2028\u2029\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;

/** Characters that show nothing; a name of only these would be an empty line in the list of people. */
const INVISIBLE_ONLY = /^[\s\p{Cf}\p{Mn}\p{Me}\u115F\u1160\u3164\uFFA0\u2800]*$/u;

/** Characters as a person counts them (grapheme clusters, UAX #29): a flag or a family emoji is one. */
export const countCharacters = (text: string): number =>
  Array.from(new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text)).length;

/**
 * Brings a name into the form in which it is shown: forbidden characters removed, white space
 * folded to single blanks, trimmed, Unicode NFC. Any script and emoji stay as they are.
 */
export const cleanPersonName = (raw: string): string =>
  raw.normalize('NFC').replace(/\s+/gu, ' ').replace(FORBIDDEN, '').replace(/ +/g, ' ').trim();

/** Code units allowed per name: 64 characters of up to 16 code units each bound the size of what is sent. */
const MAX_CODE_UNITS = PERSON_NAME_MAX_CHARACTERS * 16;

/** A name as typed, in; the cleaned name, out. Fails with message `name-empty` or `name-too-long`. */
export const personNameSchema = z
  .string()
  .transform(cleanPersonName)
  .refine((name) => !INVISIBLE_ONLY.test(name), { error: 'name-empty', abort: true })
  .refine((name) => name.length <= MAX_CODE_UNITS && countCharacters(name) <= PERSON_NAME_MAX_CHARACTERS, {
    error: 'name-too-long',
  });
