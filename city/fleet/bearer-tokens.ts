import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { and, eq, gt, inArray, lt } from 'drizzle-orm';
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

/**
 * @param tokens of whatever kind, as they came with requests
 * @returns whom each belongs to, null for one that is not a valid token, or not any more, in the order of the tokens
 */
export const findTerminalsOfTokens = async (
  db: Database,
  tokens: readonly string[],
  now: number,
): Promise<readonly (GoodToken | null)[]> => {
  const shown = tokens.map((token) => {
    const [terminal = '', secret = ''] = bearerTokenSchema.safeParse(token).data?.split('.') ?? [];
    return { terminal, secret };
  });
  const names = new Set(shown.map(({ terminal }) => terminal).filter((terminal) => terminal !== ''));
  if (names.size === 0) return shown.map(() => null);
  const rows = await db
    .select()
    .from(bearerTokens)
    .where(and(inArray(bearerTokens.terminal, [...names]), gt(bearerTokens.expiresAt, new Date(now))));
  return shown.map(({ terminal, secret }) => {
    const hash = hashSecret(secret);
    const isIt = (row: (typeof rows)[number]): boolean =>
      row.terminal === terminal && timingSafeEqual(hash, Buffer.from(row.secretHash, 'hex'));
    const row = rows.find(isIt);
    return row === undefined ? null : { terminal, endsAt: row.expiresAt.getTime() };
  });
};
