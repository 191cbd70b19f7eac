import { z } from 'zod';
import { countCharacters } from './person-name.ts';

/** Keys of our keyboard that do something in the meeting's page instead of writing; named as in UI Events. */
export const namedKeySchema = z.enum(['Backspace', 'Enter', 'Tab', 'ArrowLeft', 'ArrowRight']);
export type NamedKey = z.infer<typeof namedKeySchema>;

/** The longest letter with its accents, and the longest emoji, are shorter (code units). */
const TEXT_MAX_CODE_UNITS = 32;

/** Control characters are keys, not text; the others are no characters, or move the line they stand in. */
const NO_TEXT = /[\p{Cc}\p{Cs}\p{NChar}\p{Bidi_C}\u2028\u2029]/u;

/** One press of a key on our keyboard, for the meeting's page: one character as a person counts them, or a named key. */
export const meetingKeySchema = z.union([
  z.strictObject({
    text: z
      .string()
      .min(1)
      .max(TEXT_MAX_CODE_UNITS)
      .refine((text) => !NO_TEXT.test(text) && countCharacters(text) === 1),
  }),
  z.strictObject({ named: namedKeySchema }),
]);
export type MeetingKey = z.infer<typeof meetingKeySchema>;
