import { z } from 'zod';
import { localizedTextSchema } from './locale.ts';

/**
 * A few words on a screen: neither control characters nor those that turn the direction of what follows
 * (Unicode TR 9), nor halves of a character (lone surrogates), which no database keeps.
 * @param max characters
 */
export const plainTextSchema = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069]+$/u, 'must be one line of plain text');

/**
 * Such words in the languages of a city.
 * @param max characters
 */
export const localizedPlainTextSchema = (max: number) =>
  localizedTextSchema.extend({ de: plainTextSchema(max), en: plainTextSchema(max).optional() });
