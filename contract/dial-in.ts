import { z } from 'zod';

/** A telephone number as E.164 (ITU-T) has it, in the groups that its city reads it in. */
const GROUPED_E164 = /^\+[1-9](?: ?\d){6,14}$/;

/** What people write between the digits of a number. */
const BETWEEN_DIGITS = /[ ()/-]+/g;

/** A number as people write it, in; its digits with one space between the groups, out. */
export const telephoneNumberSchema = z
  .string()
  .transform((written) => written.trim().replaceAll(BETWEEN_DIGITS, ' '))
  .pipe(z.string().regex(GROUPED_E164, 'must be a telephone number with country code, like +49 30 23125014'));

/** How somebody takes part by telephone, when nothing else is left. */
export const dialInSchema = z.object({
  /** Of {@link telephoneNumberSchema}. */
  number: z.string().regex(GROUPED_E164),
  /** The digits that the meeting server asks for, followed by `#` (BBB's `voiceBridge`). */
  conference: z.string().regex(/^\d{4,10}$/),
});
export type DialIn = z.infer<typeof dialInSchema>;
