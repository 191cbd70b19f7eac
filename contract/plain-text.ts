import { z } from 'zod';

/**
 * A few words on a screen: neither control characters nor those that turn the direction of what follows
 * (Unicode TR 9).
 * @param max characters
 */
export const plainTextSchema = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]+$/u);
