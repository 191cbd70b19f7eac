import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { inArray } from 'drizzle-orm';
import { z } from 'zod';
import { deviceTokenSchema } from '../../contract/city-api.ts';
import { roomIdSchema } from '../../contract/room.ts';
import { OperatorProblem } from '../operator-problem.ts';
import type { Database } from '../store/open-store.ts';
import { deviceTokens, terminals } from '../store/schema.ts';
import { noteChange } from './terminal-configuration.ts';

const SECRET_BYTES = 32;

/** A random secret of 256 bit cannot be guessed from its hash, so a slow password hash would only cost time. */
const hashSecret = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/** Compared against when a terminal is unknown, so that the answer takes as long as for a known one. */
const NO_HASH = Buffer.alloc(hashSecret('').length);

/** Whom a token is for. */
export const tokenRequestSchema = z.object({
  /** Named as rooms are; it goes before the dot of the token and into the source of events. */
  terminal: roomIdSchema,
  /** The terminal's site from now on; left as it is when undefined. */
  site: z.string().min(1).max(80).optional(),
});
export type TokenRequest = z.infer<typeof tokenRequestSchema>;

/** @throws OperatorProblem saying how terminals and sites are named */
export const parseTokenRequest = (request: TokenRequest): TokenRequest => {
  const parsed = tokenRequestSchema.safeParse(request);
  if (parsed.success) return parsed.data;
  throw new OperatorProblem(
    'A terminal is named with small letters, digits and hyphens, like bibliothek-1; a site has 1 to 80 characters.',
  );
};

/**
 * Makes a token for a terminal, registering it when it is new; its earlier token stops working.
 * @returns the token; it cannot be read again later
 * @throws OperatorProblem when the terminal cannot be named so
 */
export const createDeviceToken = async (db: Database, request: TokenRequest, now: number): Promise<string> => {
  const { terminal, site } = parseTokenRequest(request);
  const secret = randomBytes(SECRET_BYTES).toString('base64url');
  const token = deviceTokenSchema.parse(`${terminal}.${secret}`);
  const row = { terminal, secretHash: hashSecret(secret).toString('hex'), createdAt: new Date(now) };
  await db.transaction(async (tx) => {
    const insert = tx.insert(terminals).values({ id: terminal, site: site ?? null });
    await (site === undefined
      ? insert.onConflictDoNothing()
      : insert.onConflictDoUpdate({ target: terminals.id, set: { site } }));
    if (site !== undefined) await noteChange(tx, now);
    await tx.insert(deviceTokens).values(row).onConflictDoUpdate({ target: deviceTokens.terminal, set: row });
  });
  return token;
};

/**
 * @param tokens of whatever kind, as they came with requests
 * @returns the terminal that each belongs to, null for one that is not a valid token, in the order of the tokens
 */
export const findTerminalsOfTokens = async (
  db: Database,
  tokens: readonly string[],
): Promise<readonly (string | null)[]> => {
  const shown = tokens.map((token) => {
    const [terminal = '', secret = ''] = deviceTokenSchema.safeParse(token).data?.split('.') ?? [];
    return { terminal, secret };
  });
  const names = new Set(shown.map(({ terminal }) => terminal).filter((terminal) => terminal !== ''));
  if (names.size === 0) return shown.map(() => null);
  const rows = await db
    .select()
    .from(deviceTokens)
    .where(inArray(deviceTokens.terminal, [...names]));
  const hashes = new Map(rows.map(({ terminal, secretHash }) => [terminal, Buffer.from(secretHash, 'hex')]));
  return shown.map(({ terminal, secret }) => {
    const matches = timingSafeEqual(hashSecret(secret), hashes.get(terminal) ?? NO_HASH);
    return matches && hashes.has(terminal) ? terminal : null;
  });
};
