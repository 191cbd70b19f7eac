import { z } from 'zod';
import { localizedTextSchema } from './locale.ts';

/** Three lines on a screen that is read standing. */
export const MESSAGE_MAX = 240;

/** Neither control characters nor those that turn the direction of what follows (Unicode TR 9). */
const plainText = z
  .string()
  .trim()
  .min(1)
  .max(MESSAGE_MAX)
  .regex(/^[^\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]+$/u);

/** A few words of the city to whoever stands at a terminal; shown as they are, never as markup. */
export const messageSchema = localizedTextSchema.extend({ de: plainText, en: plainText.optional() });
export type Message = z.infer<typeof messageSchema>;
