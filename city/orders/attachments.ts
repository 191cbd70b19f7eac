import { and, eq, lt } from 'drizzle-orm';
import { z } from 'zod';
import {
  ATTACHMENT_MAX_BYTES,
  type AttachmentKind,
  attachmentKindSchema,
  logSchema,
  orderIdSchema,
} from '../../contract/command.ts';
import { isMeant } from '../../contract/order.ts';
import type { CommandAct } from '../../contract/order-result.ts';
import { OperatorProblem } from '../operator-problem.ts';
import { Refusal } from '../refusal.ts';
import type { Database } from '../store/open-store.ts';
import { orderAttachments } from '../store/schema.ts';
import { readAddressees } from './addressees.ts';
import { lastCommands } from './command-store.ts';

/** Whoever asked for it has looked by then. */
const KEPT_MS = 7 * 24 * 60 * 60_000;

const KIND_OF_ACT: ReadonlyMap<CommandAct, AttachmentKind> = new Map<CommandAct, AttachmentKind>([
  ['collect-logs', 'log'],
  ['screenshot', 'screenshot'],
]);

/** Every JPEG begins so (ITU-T T.81, B.1.1.3). */
const JPEG_START = Buffer.from([0xff, 0xd8, 0xff]);

const isOfKind = (kind: AttachmentKind, body: Buffer): boolean => {
  if (kind === 'screenshot') return body.subarray(0, JPEG_START.length).equals(JPEG_START);
  try {
    return logSchema.safeParse(JSON.parse(body.toString('utf8'))).success;
  } catch {
    return false;
  }
};

/**
 * Keeps what a terminal sends for a command that was given to it; of two for the same command the first counts.
 * @param now milliseconds since 1970
 * @throws Refusal when nobody has asked this terminal for it, or when it is something else
 */
export const keepAttachment = async (
  db: Database,
  sent: { readonly command: string; readonly terminal: string; readonly kind: AttachmentKind; readonly body: Buffer },
  now: number,
): Promise<void> => {
  const [command] = await lastCommands(db, { id: sent.command, limit: 1 });
  const addressee = (await readAddressees(db, [sent.terminal])).get(sent.terminal);
  const isAsked =
    command !== undefined &&
    addressee !== undefined &&
    isMeant(command.audience, addressee) &&
    KIND_OF_ACT.get(command.command.act) === sent.kind;
  if (!isAsked) throw new Refusal('not-found', 'Nobody has asked this terminal for that.');
  if (sent.body.length > ATTACHMENT_MAX_BYTES) throw new Refusal('too-large', 'The attachment is too large.');
  if (!isOfKind(sent.kind, sent.body)) {
    throw new Refusal('invalid-request', `The attachment is not a ${sent.kind} as agreed.`);
  }
  await db
    .insert(orderAttachments)
    .values({ ...sent, body: sent.body.toString('base64'), receivedAt: new Date(now) })
    .onConflictDoNothing();
};

/** Forgets what was kept for its week. @returns how many */
export const forgetAttachments = async (db: Database, now: number): Promise<number> =>
  (
    await db
      .delete(orderAttachments)
      .where(lt(orderAttachments.receivedAt, new Date(now - KEPT_MS)))
      .returning({ command: orderAttachments.command })
  ).length;

export const attachmentQuerySchema = z.object({ id: orderIdSchema, terminal: z.string() });
export type AttachmentQuery = z.infer<typeof attachmentQuerySchema>;

export const attachmentSchema = z.object({
  kind: attachmentKindSchema,
  /** In base64. */
  body: z.string(),
});
export type Attachment = z.infer<typeof attachmentSchema>;

/** @throws OperatorProblem when there is none (any more) */
export const readAttachment = async (db: Database, { id, terminal }: AttachmentQuery): Promise<Attachment> => {
  const [row] = await db
    .select({ kind: orderAttachments.kind, body: orderAttachments.body })
    .from(orderAttachments)
    .where(and(eq(orderAttachments.command, id), eq(orderAttachments.terminal, terminal)));
  if (row === undefined) throw new OperatorProblem(`${terminal} has sent nothing for this command that is still kept.`);
  return attachmentSchema.parse(row);
};
