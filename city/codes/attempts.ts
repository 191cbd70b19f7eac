import { eq, lt, sql } from 'drizzle-orm';
import type { Database } from '../store/open-store.ts';
import { attempts } from '../store/schema.ts';

/** How many attempts are free, and how soon a new one is. */
export interface AttemptLimit {
  readonly free: number;
  readonly everySeconds: number;
}

/** A debt is paid off long before. */
const PAID_OFF_AFTER_MS = 24 * 60 * 60_000;

/** What is still owed now; a clock that was set back must not make anybody wait for it to catch up. */
const owedAt = (at: Date) => {
  const passed = sql`extract(epoch from (${at.toISOString()}::timestamptz - ${attempts.at})) * 1000`;
  return sql<number>`greatest(0, ${attempts.owedMs} - greatest(0, ${passed}))::bigint`.mapWith(Number);
};

/**
 * Counts attempts by name (a terminal, a room) as a debt that time pays off: whoever waits is let in, and
 * nobody is locked out for what others did before. All processes of a city count together.
 * @param kind what is attempted; the same name of another kind is another one
 * @param now milliseconds since 1970
 */
export const countAttempts = (db: Database, kind: string, { free, everySeconds }: AttemptLimit, now: () => number) => {
  const price = everySeconds * 1000;

  return {
    /** Takes an attempt. @returns 0, or in how many seconds there will be one to take */
    take: async (name: string): Promise<number> => {
      const at = new Date(now());
      const owed = owedAt(at);
      const taken = await db
        .insert(attempts)
        .values({ name: `${kind}/${name}`, owedMs: price, at })
        .onConflictDoUpdate({
          target: attempts.name,
          set: { owedMs: sql`${owed} + ${price}`, at },
          setWhere: sql`${owed} + ${price} <= ${free * price}`,
        })
        .returning({ name: attempts.name });
      if (taken.length > 0) return 0;
      // Noted anew, so that a clock that was set back does not stop the paying off.
      const [debt] = await db
        .update(attempts)
        .set({ owedMs: owed, at })
        .where(eq(attempts.name, `${kind}/${name}`))
        .returning({ owedMs: attempts.owedMs });
      // Meanwhile paid off, it is at least a moment all the same.
      return Math.max(1, Math.ceil(((debt?.owedMs ?? 0) + price - free * price) / 1000));
    },
    /** The attempt was a right one and does not count. */
    giveBack: async (name: string): Promise<void> => {
      const at = new Date(now());
      await db
        .update(attempts)
        .set({ owedMs: sql`greatest(0, ${owedAt(at)} - ${price})`, at })
        .where(eq(attempts.name, `${kind}/${name}`));
    },
  };
};

/** Forgets whose attempts were long ago. @returns how many */
export const forgetAttempts = async (db: Database, now: number): Promise<number> =>
  (
    await db
      .delete(attempts)
      .where(lt(attempts.at, new Date(now - PAID_OFF_AFTER_MS)))
      .returning({ name: attempts.name })
  ).length;
