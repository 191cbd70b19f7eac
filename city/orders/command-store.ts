import { asc, desc, eq, gt, sql } from 'drizzle-orm';
import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import { commandSchema, commandValidSecondsSchema, orderIdSchema, type SignedCommand } from '../../contract/command.ts';
import { audienceSchema } from '../../contract/order.ts';
import { OperatorProblem } from '../operator-problem.ts';
import type { Database } from '../store/open-store.ts';
import { commands } from '../store/schema.ts';
import { terminalsMeant } from './addressees.ts';

/** What an operator orders. */
export const newCommandSchema = z.object({
  audience: audienceSchema,
  command: commandSchema,
  validSeconds: commandValidSecondsSchema,
  by: z.string().min(1).max(80),
});
export type NewCommand = z.infer<typeof newCommandSchema>;

/** A command as the city holds it. */
export const storedCommandSchema = newCommandSchema.omit({ validSeconds: true }).extend({
  id: orderIdSchema,
  version: z.int(),
  /** Milliseconds since 1970. */
  issuedAt: z.number(),
  expiresAt: z.number(),
});
export type StoredCommand = z.infer<typeof storedCommandSchema>;

const storedOf = ({ issuedAt, expiresAt, issuedBy, ...row }: typeof commands.$inferSelect): StoredCommand =>
  storedCommandSchema.parse({
    ...row,
    by: issuedBy,
    issuedAt: issuedAt.getTime(),
    expiresAt: expiresAt.getTime(),
  });

/**
 * Keeps a command for its terminals. Its version is the time, so that it goes on after a backup was brought back, and
 * one more than the last where the clock was set back or two came at once.
 *
 * One at a time, until the transaction is over: a terminal that has a command refuses those of lower versions, so none
 * may be seen before those below it.
 * @throws OperatorProblem when it is for no terminal of this city
 */
export const addCommand = async (db: Database, given: NewCommand, now: number): Promise<StoredCommand> => {
  const { audience, command, validSeconds, by } = newCommandSchema.parse(given);
  if ((await terminalsMeant(db, audience)).length === 0) {
    throw new OperatorProblem('This city knows no terminal that the command would be for.');
  }
  return db.transaction(async (tx) => {
    // Others go on reading; the next statement sees what was committed while this one waited.
    await tx.execute(sql`lock table ${commands} in share row exclusive mode`);
    const [row] = await tx
      .insert(commands)
      .values({
        id: uuidv7(),
        version: sql`greatest((select coalesce(max(${commands.version}), 0) + 1 from ${commands}), ${now}::bigint)`,
        audience,
        command,
        issuedAt: new Date(now),
        expiresAt: new Date(now + validSeconds * 1000),
        issuedBy: by,
      })
      .returning();
    if (row === undefined) throw new Error('The store gave no command back.');
    return storedOf(row);
  });
};

/** The commands that may still be carried out, oldest first. */
export const validCommands = async (db: Database, now: number): Promise<readonly StoredCommand[]> => {
  const rows = await db
    .select()
    .from(commands)
    .where(gt(commands.expiresAt, new Date(now)))
    .orderBy(asc(commands.version));
  return rows.map(storedOf);
};

/** The last so many commands, oldest first; of one id that one alone. */
export const lastCommands = async (
  db: Database,
  { id, limit }: { readonly id?: string | undefined; readonly limit: number },
): Promise<readonly StoredCommand[]> => {
  const rows = await db
    .select()
    .from(commands)
    .where(id === undefined ? undefined : eq(commands.id, id))
    .orderBy(desc(commands.version))
    .limit(limit);
  return rows.reverse().map(storedOf);
};

/** What is signed of a command. */
export const signedContentOf = (stored: StoredCommand): SignedCommand => ({
  kind: 'command',
  audience: stored.audience,
  version: stored.version,
  issuedAt: new Date(stored.issuedAt).toISOString(),
  expiresAt: new Date(stored.expiresAt).toISOString(),
  id: stored.id,
  command: stored.command,
});
