import { z } from 'zod';
import { CODE_LENGTH, codeSymbolsOf, isCodeConsistent } from './code-symbols.ts';
import { roleSchema } from './role.ts';
import { roomIdSchema, roomSchema } from './room.ts';

/** Longer than any way of writing a code down. */
const TYPED_MAX = 256;

/**
 * A code as typed or pasted, in; its bare symbols, out. Fails with message `code-incomplete` or `code-wrong`,
 * the latter when the check character does not fit: no city has to be asked then.
 */
export const accessCodeSchema = z
  .string()
  .max(TYPED_MAX, { error: 'code-incomplete', abort: true })
  .transform(codeSymbolsOf)
  .refine((symbols) => symbols.length === CODE_LENGTH, { error: 'code-incomplete', abort: true })
  .refine(isCodeConsistent, { error: 'code-wrong' });

/** Asks whether a code is right, before anybody types a name in vain. */
export const codeRequestSchema = z.strictObject({
  code: accessCodeSchema,
  /** The room it must be for; null when the code alone says which. */
  room: roomIdSchema.nullable(),
});
export type CodeRequest = z.infer<typeof codeRequestSchema>;

export const codeAnswerSchema = z.object({ room: roomSchema, role: roleSchema });
export type CodeAnswer = z.infer<typeof codeAnswerSchema>;
