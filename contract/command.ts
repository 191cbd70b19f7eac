import { z } from 'zod';
import { messageSchema } from './message.ts';
import { orderHead } from './order.ts';
import { commandActSchema } from './order-result.ts';

/** Acts that are said in one word. */
export const plainActSchema = commandActSchema.exclude(['lock', 'show-message']);

/** How long a message may stay on the screen. */
export const MESSAGE_SECONDS = { min: 10, max: 86_400 } as const;

/** What a city can have a terminal do. */
export const commandSchema = z.discriminatedUnion('act', [
  z.strictObject({ act: plainActSchema }),
  z.strictObject({ act: z.literal('lock'), message: messageSchema.nullable() }),
  z.strictObject({
    act: z.literal('show-message'),
    message: messageSchema,
    seconds: z.int().min(MESSAGE_SECONDS.min).max(MESSAGE_SECONDS.max),
  }),
]);
export type Command = z.infer<typeof commandSchema>;

/** A month: whoever was off for longer is looked at by somebody anyway. */
export const COMMAND_VALID_MAX_SECONDS = 30 * 24 * 60 * 60;

/** For so long terminals that are away when a command is given may still get it. */
export const commandValidSecondsSchema = z.int().min(1).max(COMMAND_VALID_MAX_SECONDS);

export const orderIdSchema = z.uuid({ version: 'v7' });

/** What the envelope of a command holds. */
export const signedCommandSchema = z.strictObject({
  /** An envelope of another kind is none of these, however well it is signed. */
  kind: z.literal('command'),
  ...orderHead,
  /** It is carried out once, however often it comes. */
  id: orderIdSchema,
  command: commandSchema,
});
export type SignedCommand = z.infer<typeof signedCommandSchema>;

/** The longest message in both languages is far below this. */
export const COMMAND_MAX_BYTES = 16 * 1024;

/** What a command has the terminal send: words of its log, or a picture of its own screens. */
export const attachmentKindSchema = z.enum(['log', 'screenshot']);
export type AttachmentKind = z.infer<typeof attachmentKindSchema>;

export const ATTACHMENT_TYPES: Readonly<Record<AttachmentKind, string>> = {
  log: 'application/json',
  screenshot: 'image/jpeg',
};

/** A screen of 4K at a quality at which its words can be read needs half of it. */
export const ATTACHMENT_MAX_BYTES = 2 * 1024 * 1024;

/** The lines of a log, as the service menu shows them; the latest first. */
export const logSchema = z
  .array(z.strictObject({ at: z.number(), kind: z.string().max(64), detail: z.string().max(256) }))
  .max(200);
