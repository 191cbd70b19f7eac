import { z } from 'zod';
import { visitStepSchema } from './events.ts';
import { localeSchema } from './locale.ts';

/** Short enough to be read out and typed in by the staff; it opens nothing without the terminal's token. */
export const helpCallIdSchema = z.string().regex(/^[0-9a-f]{8}$/);
export type HelpCallId = z.infer<typeof helpCallIdSchema>;

/** What a terminal says when somebody calls for the staff: where they are, and in which language to speak. */
export const helpRequestSchema = z.strictObject({ step: visitStepSchema, locale: localeSchema });
export type HelpRequest = z.infer<typeof helpRequestSchema>;

/** `open` nobody has answered yet, `answered` somebody is on the way, `closed` called off or forgotten. */
export const helpCallStateSchema = z.enum(['open', 'answered', 'closed']);
export type HelpCallState = z.infer<typeof helpCallStateSchema>;

export const helpCallSchema = z.object({ id: helpCallIdSchema, state: helpCallStateSchema });
export type HelpCall = z.infer<typeof helpCallSchema>;
