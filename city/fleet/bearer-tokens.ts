import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { and, eq, gt, lt } from 'drizzle-orm';
import { bearerTokenSchema } from '../../contract/city-api.ts';
import type { Database } from '../store/open-store.ts';
import { bearerTokens } from '../store/schema.ts';
import type { GoodToken } from './token-cache.ts';

const SECRET_BYTES = 32;

/** A random secret of 256 bit cannot be guessed from its hash, so a slow password hash would only cost time. */
const hashSecret = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/**
 * Makes the token of a generation; the one before goes on for requests that are under way, all earlier ones end. A
 * second token of the same generation takes the place of the first.
 * @param lifeSeconds for how long it is good
 * @returns the token; it cannot be read again later
 */
export const issueToken = async (
  db: Database,
  { terminal, generation }: { readonly terminal: string; readonly generation: number },
  lifeSeconds: number,
  now: number,
): Promise<string> => {
  const secret = randomBytes(SECRET_BYTES).toString('base64url');
  const row = {
    terminal,
    generation,
    secretHash: hashSecret(secret).toString('hex'),
    expiresAt: new Date(now + lifeSeconds * 1000),
  };
  await db
    .delete(bearerTokens)
    .where(and(eq(bearerTokens.terminal, terminal), lt(bearerTokens.generation, generation - 1)));
  await db
    .insert(bearerTokens)
    .values(row)
    .onConflictDoUpdate({ target: [bearerTokens.terminal, bearerTokens.generation], set: row });
  return bearerTokenSchema.parse(`${terminal}.${secret}`);
};

/** Ends all tokens of a terminal. */
export const endTokens = async (db: Database, terminal: string): Promise<void> => {
  await db.delete(bearerTokens).where(eq(bearerTokens.terminal, terminal));
};

/** Takes away tokens that have ended; a terminal renews with its key, not with its token. @returns how many */
export const forgetTokens = async (db: Database, now: number): Promise<number> =>
  (
    await db
      .delete(bearerTokens)
      .where(lt(bearerTokens.expiresAt, new Date(now)))
      .returning({ terminal: bearerTokens.terminal })
  ).length;

/** @returns null when it is not a valid token, or not any more */
export const findTerminalOfToken = async (db: Database, token: string, now: number): Promise<GoodToken | null> => {
  const parsed = bearerTokenSchema.safeParse(token);
  if (!parsed.success) return null;
  const dot = parsed.data.indexOf('.');
  const terminal = parsed.data.slice(0, dot);
  const hash = hashSecret(parsed.data.slice(dot + 1));
  const rows = await db
    .select({ secretHash: bearerTokens.secretHash, expiresAt: bearerTokens.expiresAt })
    .from(bearerTokens)
    .where(and(eq(bearerTokens.terminal, terminal), gt(bearerTokens.expiresAt, new Date(now))));
  const good = rows.find(({ secretHash }) => timingSafeEqual(hash, Buffer.from(secretHash, 'hex')));
  return good === undefined ? null : { terminal, endsAt: good.expiresAt.getTime() };
};
