import type { z } from 'zod';
import { localizedTextSchema } from './locale.ts';
import { plainTextSchema } from './plain-text.ts';

/** Three lines on a screen that is read standing. */
export const MESSAGE_MAX = 240;

const plainText = plainTextSchema(MESSAGE_MAX);

/** A few words of the city to whoever stands at a terminal; shown as they are, never as markup. */
export const messageSchema = localizedTextSchema.extend({ de: plainText, en: plainText.optional() });
export type Message = z.infer<typeof messageSchema>;
