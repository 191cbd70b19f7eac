import { randomBytes } from 'node:crypto';
import { and, asc, eq, lt } from 'drizzle-orm';
import { countAttempts } from '../codes/attempts.ts';
import { type OpenCall, openCallSchema } from '../../contract/dashboard.ts';
import type { HelpCall, HelpRequest } from '../../contract/help.ts';
import { OperatorProblem } from '../operator-problem.ts';
import { Refusal } from '../refusal.ts';
import type { Database } from '../store/open-store.ts';
import { helpCalls } from '../store/schema.ts';

/** A call as the staff sees it. */
export const openHelpCallSchema = openCallSchema;
export type OpenHelpCall = OpenCall;

/** The calls for the staff that are under way. */
export interface HelpCalls {
  /** @throws Refusal when this terminal calls too often */
  readonly open: (terminal: string, request: HelpRequest) => Promise<HelpCall>;
  /** How a call of this terminal stands; the terminal thereby shows that somebody still waits. */
  readonly look: (terminal: string, id: string) => Promise<HelpCall>;
  /** The person no longer needs anybody. */
  readonly close: (terminal: string, id: string) => Promise<HelpCall>;
  /** Oldest first. */
  readonly list: () => Promise<readonly OpenHelpCall[]>;
  /** @throws OperatorProblem when nobody waits under this id */
  readonly answer: (id: string) => Promise<OpenHelpCall>;
}

/** Terminals look every few seconds: whoever is silent this long has been switched off or cut off. */
const SILENT_AFTER_MS = 60_000;

/** More than anybody in need calls, few enough that a child with time does not drive the staff mad. */
const LIMIT = { free: 10, everySeconds: 60 };

const callOf = ({ since, id, terminal, step, locale, answered }: typeof helpCalls.$inferSelect): OpenHelpCall =>
  openHelpCallSchema.parse({ id, terminal, step, locale, answered, since: since.getTime() });

const stateOf = ({ id, answered }: Pick<OpenHelpCall, 'id' | 'answered'>): HelpCall => ({
  id,
  state: answered ? 'answered' : 'open',
});

/** Forgets those who are silent. @returns how many */
export const forgetHelpCalls = async (db: Database, now: number): Promise<number> =>
  (
    await db
      .delete(helpCalls)
      .where(lt(helpCalls.seen, new Date(now - SILENT_AFTER_MS)))
      .returning({ id: helpCalls.id })
  ).length;

/**
 * Keeps the calls in the store, for whichever process a terminal or the staff asks next.
 * A terminal has one call at a time, so that there are never more than terminals.
 * @param now milliseconds since 1970
 */
export const createHelpCalls = (db: Database, now: () => number): HelpCalls => {
  const attempts = countAttempts(db, 'help', LIMIT, now);
  const calledBy = (terminal: string, id: string) => and(eq(helpCalls.terminal, terminal), eq(helpCalls.id, id));
  const found = <T>([row]: readonly T[]): T => {
    if (row === undefined) throw new Refusal('not-found', 'There is no such call of this terminal.');
    return row;
  };

  return {
    open: async (terminal, { step, locale }) => {
      if ((await attempts.take(terminal)) > 0)
        throw new Refusal('rate-limited', 'This terminal has called too often in the last minutes.');
      const at = new Date(now());
      const row = { terminal, id: randomBytes(4).toString('hex'), step, locale, answered: false, since: at, seen: at };
      await db.insert(helpCalls).values(row).onConflictDoUpdate({ target: helpCalls.terminal, set: row });
      return stateOf(row);
    },
    look: async (terminal, id) =>
      stateOf(
        found(
          await db
            .update(helpCalls)
            .set({ seen: new Date(now()) })
            .where(calledBy(terminal, id))
            .returning(),
        ),
      ),
    close: async (terminal, id) => {
      found(await db.delete(helpCalls).where(calledBy(terminal, id)).returning());
      return { id, state: 'closed' };
    },
    list: async () => {
      await forgetHelpCalls(db, now());
      return (await db.select().from(helpCalls).orderBy(asc(helpCalls.since))).map(callOf);
    },
    answer: async (id) => {
      await forgetHelpCalls(db, now());
      const [row] = await db.update(helpCalls).set({ answered: true }).where(eq(helpCalls.id, id)).returning();
      if (row === undefined) throw new OperatorProblem(`Nobody waits for help under ${id}.`);
      return callOf(row);
    },
  };
};
