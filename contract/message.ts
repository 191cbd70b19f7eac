import type { z } from 'zod';
import { localizedPlainTextSchema } from './plain-text.ts';

/** Three lines on a screen that is read standing. */
export const MESSAGE_MAX = 240;

/** A few words of the city to whoever stands at a terminal; shown as they are, never as markup. */
export const messageSchema = localizedPlainTextSchema(MESSAGE_MAX);
export type Message = z.infer<typeof messageSchema>;
