import { z } from 'zod';
import { cleanPersonName, countCharacters, showsNothing } from './person-name.ts';

/** How a visit was, from 1 (very bad) to 5 (very good). */
export const ratingSchema = z.literal([1, 2, 3, 4, 5]);
export type Rating = z.infer<typeof ratingSchema>;

export const FEEDBACK_WORDS_MAX_CHARACTERS = 500;

/** Code units allowed: a letter may carry its marks, and still nobody can send a flood. */
const MAX_CODE_UNITS = FEEDBACK_WORDS_MAX_CHARACTERS * 4;

/** Cleaned like a name, which is written in the same field on one line: no control or direction-override characters. */
const cleanFeedbackWords = cleanPersonName;

/** Words as typed, in; the cleaned words, out. Fails with message `words-empty` or `words-too-long`. */
export const typedFeedbackWordsSchema = z
  .string()
  .transform(cleanFeedbackWords)
  .refine((words) => !showsNothing(words), { error: 'words-empty', abort: true })
  .refine((words) => words.length <= MAX_CODE_UNITS && countCharacters(words) <= FEEDBACK_WORDS_MAX_CHARACTERS, {
    error: 'words-too-long',
  });

/**
 * The one free text that a terminal tells its city. It comes with no field that says who wrote it, and only in
 * the form in which cleaning leaves it.
 */
export const feedbackWordsSchema = z
  .string()
  .max(MAX_CODE_UNITS)
  .refine((words) => {
    const cleaned = typedFeedbackWordsSchema.safeParse(words);
    return cleaned.success && cleaned.data === words;
  }, 'not-clean');
