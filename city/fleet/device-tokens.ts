import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { eq } from 'drizzle-orm';
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

/** @returns the terminal that the token belongs to, null when it is not a valid token. */
export const findTerminalOfToken = async (db: Database, token: string): Promise<string | null> => {
  const parsed = deviceTokenSchema.safeParse(token);
  if (!parsed.success) return null;
  const dot = parsed.data.indexOf('.');
  const terminal = parsed.data.slice(0, dot);
  const [row] = await db.select().from(deviceTokens).where(eq(deviceTokens.terminal, terminal));
  const expected = row === undefined ? NO_HASH : Buffer.from(row.secretHash, 'hex');
  const matches = timingSafeEqual(hashSecret(parsed.data.slice(dot + 1)), expected);
  return matches && row !== undefined ? terminal : null;
};
