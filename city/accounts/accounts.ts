import { randomBytes } from 'node:crypto';
import { and, asc, eq, gt, lte } from 'drizzle-orm';
import { z } from 'zod';
import {
  accountNameSchema,
  accountRoleSchema,
  linkTokenSchema,
  passwordSchema,
  PASSWORD_MAX,
  PASSWORD_MIN,
  type SignedIn,
  signedInSchema,
} from '../../contract/dashboard.ts';
import { OperatorProblem } from '../operator-problem.ts';
import { Refusal } from '../refusal.ts';
import { argon2Of, fitsArgon2 } from '../secrets/argon2.ts';
import { hashToken, newToken } from '../secrets/random-token.ts';
import type { Database } from '../store/open-store.ts';
import { accounts, accountSessions, firstLinks } from '../store/schema.ts';
import { audit } from './audit-log.ts';

const LINK_LIVES_MS = 24 * 60 * 60_000;

/** Of a password that nobody has chosen: 120 bit, to be changed at leisure. */
const RANDOM_PASSWORD_BYTES = 15;

/** Whom an account is for; without a password it gets a random one. */
export const newAccountRequestSchema = z.object({
  name: z.string(),
  role: accountRoleSchema,
  password: z.string().optional(),
});
export type NewAccountRequest = z.infer<typeof newAccountRequestSchema>;

/** An account as the command line lists it. */
export const accountSchema = signedInSchema.extend({ createdAt: z.number() });
export type Account = z.infer<typeof accountSchema>;

/**
 * Makes a link for an account with the role operator, valid for a day and once; an earlier one stops working.
 * @returns its token; it cannot be read again later
 */
export const createFirstLink = async (db: Database, now: number): Promise<string> => {
  const token = newToken();
  const row = { id: 1, tokenHash: hashToken(token), validUntil: new Date(now + LINK_LIVES_MS) };
  await db.transaction(async (tx) => {
    await tx.insert(firstLinks).values(row).onConflictDoUpdate({ target: firstLinks.id, set: row });
    await audit(tx, { account: null, act: 'first-link-made' }, now);
  });
  return token;
};

/**
 * Makes the account of an administrator who has the link.
 * @throws Refusal `link-wrong` for a link that is none, was used or is too old; `name-taken`
 */
export const useFirstLink = async (
  db: Database,
  { link, name, password }: { readonly link: string; readonly name: string; readonly password: string },
  now: number,
): Promise<SignedIn> => {
  const wrong = new Refusal('link-wrong', 'This link does not work, or not any more.');
  if (!linkTokenSchema.safeParse(link).success) throw wrong;
  const isThisLink = and(eq(firstLinks.tokenHash, hashToken(link)), gt(firstLinks.validUntil, new Date(now)));
  // The slow hash is for those who have a link.
  if ((await db.$count(firstLinks, isThisLink)) === 0) throw wrong;
  const passwordHash = await argon2Of(password);
  await db.transaction(async (tx) => {
    const used = await tx.delete(firstLinks).where(isThisLink).returning({ id: firstLinks.id });
    if (used.length === 0) throw wrong;
    const row = { name, role: 'operator', passwordHash, createdAt: new Date(now) };
    const made = await tx.insert(accounts).values(row).onConflictDoNothing().returning({ name: accounts.name });
    if (made.length === 0) throw new Refusal('name-taken', 'There is an account of this name already.');
    await audit(tx, { account: name, act: 'first-link-used' }, now);
  });
  return { name, role: 'operator' };
};

/** Forgets a link that nobody has used in time. @returns how many */
export const forgetLinks = async (db: Database, now: number): Promise<number> =>
  (
    await db
      .delete(firstLinks)
      .where(lte(firstLinks.validUntil, new Date(now)))
      .returning({ id: firstLinks.id })
  ).length;

/**
 * Makes an account.
 * @returns its password; it cannot be read again later
 * @throws OperatorProblem when it may not be made so
 */
export const addAccount = async (db: Database, request: NewAccountRequest, now: number): Promise<string> => {
  const name = accountNameSchema.safeParse(request.name);
  if (!name.success) {
    throw new OperatorProblem('An account is named with small letters, digits, dots and hyphens, like anna.schmidt.');
  }
  const role = accountRoleSchema.safeParse(request.role);
  if (!role.success) throw new OperatorProblem('An account has one of the roles operator, librarian and reader.');
  const password = passwordSchema.safeParse(
    request.password ?? randomBytes(RANDOM_PASSWORD_BYTES).toString('base64url'),
  );
  if (!password.success) {
    throw new OperatorProblem(`A password has ${PASSWORD_MIN} to ${PASSWORD_MAX} characters.`);
  }
  const passwordHash = await argon2Of(password.data);
  await db.transaction(async (tx) => {
    const row = { name: name.data, role: role.data, passwordHash, createdAt: new Date(now) };
    const made = await tx.insert(accounts).values(row).onConflictDoNothing().returning({ name: accounts.name });
    if (made.length === 0) throw new OperatorProblem('There is an account of this name already; remove it first.');
    await audit(tx, { account: null, act: 'account-added', subject: name.data }, now);
  });
  return password.data;
};

/** All accounts by name. */
export const listAccounts = async (db: Database): Promise<Account[]> => {
  const rows = await db.select().from(accounts).orderBy(asc(accounts.name));
  return rows.map(({ name, role, createdAt }) => accountSchema.parse({ name, role, createdAt: createdAt.getTime() }));
};

/**
 * Removes an account; whoever is signed in with it is so no more.
 * @throws OperatorProblem when there is none
 */
export const removeAccount = async (db: Database, name: string, now: number): Promise<void> => {
  await db.transaction(async (tx) => {
    const removed = await tx.delete(accounts).where(eq(accounts.name, name)).returning({ name: accounts.name });
    if (removed.length === 0) throw new OperatorProblem('There is no account of this name.');
    await audit(tx, { account: null, act: 'account-removed', subject: name }, now);
  });
};

let nobody: Promise<string> | undefined;
/** Compared with when there is no such account, so that the answer takes as long as for one that is. */
const nobodysHash = (): Promise<string> => (nobody ??= argon2Of(newToken()));

/** @returns whose name and password these are, null when they do not fit; after the same work in every case. */
export const findByPassword = async (db: Database, name: string, password: string): Promise<SignedIn | null> => {
  const parsed = accountNameSchema.safeParse(name);
  const [row] = await db
    .select()
    .from(accounts)
    .where(eq(accounts.name, parsed.success ? parsed.data : ''));
  // Made in any case: the first answer must not take longer for one of the two.
  const noHash = await nobodysHash();
  const fits = await fitsArgon2(password, row?.passwordHash ?? noHash);
  return fits && row !== undefined ? signedInSchema.parse(row) : null;
};

/** Whether there is an account of this name. */
export const isAccount = async (db: Database, name: string): Promise<boolean> =>
  (await db.$count(accounts, eq(accounts.name, name))) > 0;

/** Gives an account another password; who else is signed in with it is so no more. */
export const changePassword = async (db: Database, name: string, password: string, now: number): Promise<void> => {
  const passwordHash = await argon2Of(password);
  await db.transaction(async (tx) => {
    await tx.update(accounts).set({ passwordHash }).where(eq(accounts.name, name));
    await tx.delete(accountSessions).where(eq(accountSessions.account, name));
    await audit(tx, { account: name, act: 'password-changed' }, now);
  });
};
