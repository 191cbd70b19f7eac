import { and, eq, gt, lt, or } from 'drizzle-orm';
import { linkTokenSchema, type SignedIn, signedInSchema } from '../../contract/dashboard.ts';
import { hashToken, newToken } from '../secrets/random-token.ts';
import type { Database } from '../store/open-store.ts';
import { accounts, accountSessions } from '../store/schema.ts';

/** Who does nothing for this long is signed out, and everybody after a working day (OWASP Session Management). */
const IDLE_MS = 30 * 60_000;
const LONGEST_MS = 12 * 60 * 60_000;

/** A page asks every few seconds; noting it this often is enough. */
const NOTE_EVERY_MS = 60_000;

const oldest = (now: number) => ({ used: new Date(now - IDLE_MS), started: new Date(now - LONGEST_MS) });

/** Forgets who has been signed out by time. @returns how many sessions */
export const forgetSessions = async (db: Database, now: number): Promise<number> => {
  const { used, started } = oldest(now);
  const isOver = or(lt(accountSessions.usedAt, used), lt(accountSessions.startedAt, started));
  return (await db.delete(accountSessions).where(isOver).returning({ account: accountSessions.account })).length;
};

/**
 * Signs somebody in.
 * @returns the token that the browser holds; only its hash is kept
 */
export const startSession = async (db: Database, account: string, now: number): Promise<string> => {
  const token = newToken();
  const at = new Date(now);
  await db.insert(accountSessions).values({ tokenHash: hashToken(token), account, startedAt: at, usedAt: at });
  return token;
};

/**
 * @param isUse whether somebody does something; a page that only keeps itself up to date keeps nobody signed in
 * @returns who is signed in with this token, null when nobody is, or not any more
 */
export const findSession = async (
  db: Database,
  token: string,
  { now, isUse }: { readonly now: number; readonly isUse: boolean },
): Promise<SignedIn | null> => {
  if (!linkTokenSchema.safeParse(token).success) return null;
  const tokenHash = hashToken(token);
  const { used, started } = oldest(now);
  const [row] = await db
    .select({ name: accounts.name, role: accounts.role, usedAt: accountSessions.usedAt })
    .from(accountSessions)
    .innerJoin(accounts, eq(accounts.name, accountSessions.account))
    .where(
      and(
        eq(accountSessions.tokenHash, tokenHash),
        gt(accountSessions.usedAt, used),
        gt(accountSessions.startedAt, started),
      ),
    );
  if (row === undefined) return null;
  if (isUse && now - row.usedAt.getTime() >= NOTE_EVERY_MS) {
    await db
      .update(accountSessions)
      .set({ usedAt: new Date(now) })
      .where(eq(accountSessions.tokenHash, tokenHash));
  }
  return signedInSchema.parse(row);
};

/** Signs out. */
export const endSession = async (db: Database, token: string): Promise<void> => {
  await db.delete(accountSessions).where(eq(accountSessions.tokenHash, hashToken(token)));
};
