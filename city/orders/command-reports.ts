import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import { z } from 'zod';
import { orderIdSchema } from '../../contract/command.ts';
import { EVENT_DATA } from '../../contract/events.ts';
import { isMeant } from '../../contract/order.ts';
import { orderReasonSchema, orderStateSchema } from '../../contract/order-result.ts';
import type { Database } from '../store/open-store.ts';
import { events, orderAttachments } from '../store/schema.ts';
import { readAddressees } from './addressees.ts';
import { lastCommands, storedCommandSchema } from './command-store.ts';

const RESULT_TYPE = 'stadtfenster.order.result';

/** How a command stands at one terminal. */
export const terminalReportSchema = z.object({
  terminal: z.string(),
  /** `waiting` has not told anything yet. */
  state: z.enum([...orderStateSchema.options, 'waiting']),
  reason: orderReasonSchema.optional(),
  /** When the city heard of it, in milliseconds since 1970; null when nothing was told. */
  heardAt: z.number().nullable(),
  /** It has sent a log or a picture. */
  hasAttachment: z.boolean(),
});
export type TerminalReport = z.infer<typeof terminalReportSchema>;

/** A command with its results. */
export const commandReportSchema = storedCommandSchema.extend({ terminals: z.array(terminalReportSchema) });
export type CommandReport = z.infer<typeof commandReportSchema>;

export const reportQuerySchema = z.object({
  id: orderIdSchema.optional(),
  /** Only how the commands stand at this one; those that are not for it have no terminals. */
  terminal: z.string().optional(),
  limit: z.int().min(1).max(1000),
});
export type ReportQuery = z.infer<typeof reportQuerySchema>;

/** What is the end of a command; the others are on the way to it. */
export const isEnd = ({ state }: TerminalReport): boolean => state !== 'waiting' && state !== 'accepted';

type Told = Omit<TerminalReport, 'terminal' | 'hasAttachment'>;

const SOURCE_PREFIX = '/terminals/';

/** By command and terminal. */
const keyOf = (id: string, terminal: string): string => `${id} ${terminal}`;

/** The last that each terminal has told of each command. */
const readTold = async (
  db: Database,
  ids: readonly string[],
  terminal: string | undefined,
): Promise<ReadonlyMap<string, Told>> => {
  const ofTerminal = terminal === undefined ? undefined : eq(events.source, `${SOURCE_PREFIX}${terminal}`);
  const order = sql<string>`${events.data} ->> 'order'`;
  const rows = await db
    .select({ source: events.source, receivedAt: events.receivedAt, data: events.data })
    .from(events)
    // Written out, so that the index of these events is taken (PostgreSQL manual, 11.8).
    .where(and(sql`${events.type} = 'stadtfenster.order.result'`, inArray(order, [...ids]), ofTerminal))
    .orderBy(asc(events.source), asc(events.sequence));
  return new Map(
    rows.map(({ source, receivedAt, data }) => {
      const { order: id, state, reason } = EVENT_DATA[RESULT_TYPE].parse(data);
      const told: Told = { state, heardAt: receivedAt.getTime(), ...(reason === undefined ? {} : { reason }) };
      return [keyOf(id, source.slice(SOURCE_PREFIX.length)), told];
    }),
  );
};

/**
 * The last commands, oldest first, each with how it stands at the terminals that it is for. One that nothing was heard
 * of when its time was over has expired.
 */
export const reportCommands = async (
  db: Database,
  query: ReportQuery,
  now: number,
): Promise<readonly CommandReport[]> => {
  const found = await lastCommands(db, query);
  if (found.length === 0) return [];
  const ids = found.map(({ id }) => id);
  const [addressees, told, attached] = await Promise.all([
    readAddressees(db, query.terminal === undefined ? undefined : [query.terminal]),
    readTold(db, ids, query.terminal),
    db
      .select({ command: orderAttachments.command, terminal: orderAttachments.terminal })
      .from(orderAttachments)
      .where(inArray(orderAttachments.command, ids)),
  ]);
  const attachments = new Set(attached.map(({ command, terminal }) => keyOf(command, terminal)));
  return found.map((command) => ({
    ...command,
    terminals: [...addressees.values()]
      // Who was moved since keeps what it has told.
      .filter((one) => isMeant(command.audience, one) || told.has(keyOf(command.id, one.terminal)))
      .map(({ terminal }) => {
        const key = keyOf(command.id, terminal);
        const silent: Told = { state: command.expiresAt <= now ? 'expired' : 'waiting', heardAt: null };
        return { terminal, ...(told.get(key) ?? silent), hasAttachment: attachments.has(key) };
      }),
  }));
};
