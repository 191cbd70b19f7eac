import { z } from 'zod';
import type { AccountRole } from './dashboard.ts';
import { commandSchema, commandValidSecondsSchema, orderIdSchema } from './command.ts';
import { audienceSchema } from './order.ts';
import { type CommandAct, orderReasonSchema, orderStateSchema } from './order-result.ts';
import { roomIdSchema } from './room.ts';

/** What somebody at a desk may have a terminal do; the city's IT may have it do everything. */
const ACTS_AT_THE_DESK: readonly CommandAct[] = ['show-message', 'identify', 'end-visit'];

/** Whether a role may give a command of this act. */
export const mayCommand = (role: AccountRole, act: CommandAct): boolean =>
  role === 'operator' || (role === 'librarian' && ACTS_AT_THE_DESK.includes(act));

/** A command as a page gives it. */
export const givenCommandSchema = z.strictObject({
  audience: audienceSchema,
  command: commandSchema,
  validSeconds: commandValidSecondsSchema,
});
export type GivenCommand = z.infer<typeof givenCommandSchema>;

/** How a command stands at a terminal; one that has told nothing is waited for. */
export const resultStateSchema = z.enum([...orderStateSchema.options, 'waiting']);
export type ResultState = z.infer<typeof resultStateSchema>;

export const commandResultSchema = z.object({
  terminal: z.string(),
  state: resultStateSchema,
  reason: orderReasonSchema.nullable(),
  /** Milliseconds since 1970; null when nothing was told. */
  heardAt: z.number().nullable(),
  hasAttachment: z.boolean(),
});
export type CommandResult = z.infer<typeof commandResultSchema>;

/** A command that was given, and what became of it. */
export const commandRowSchema = z.object({
  id: orderIdSchema,
  audience: audienceSchema,
  command: commandSchema,
  by: z.string(),
  /** Milliseconds since 1970. */
  issuedAt: z.number(),
  expiresAt: z.number(),
  /** At how many terminals it stands how. */
  counts: z.partialRecord(resultStateSchema, z.int()),
  /** Of the terminals that it is for the first few, those that failed before the others. */
  results: z.array(commandResultSchema),
});
export type CommandRow = z.infer<typeof commandRowSchema>;

/** Newest first. */
export const commandRowsSchema = z.object({ commands: z.array(commandRowSchema) });

/** Only those for one terminal, if any is named. */
export const commandRowsQuerySchema = z.strictObject({ terminal: roomIdSchema.optional() });
