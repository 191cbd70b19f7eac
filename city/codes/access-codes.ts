import { randomInt, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { and, eq, gt, isNull, lte, or } from 'drizzle-orm';
import type { z } from 'zod';
import { CODE_LENGTH, CODE_SYMBOLS, formatCode, withCheckSymbol } from '../../contract/code-symbols.ts';
import { newCodeSchema } from '../../contract/dashboard-rooms.ts';
import { roleSchema, type Role } from '../../contract/role.ts';
import { roomIdSchema } from '../../contract/room.ts';
import { OperatorProblem } from '../operator-problem.ts';
import { findRoom } from '../rooms/room-store.ts';
import type { Database } from '../store/open-store.ts';
import { accessCodes, city } from '../store/schema.ts';

const HASH_BYTES = 32;

const slowHash = promisify<string, string, number, Buffer>(scrypt);

/**
 * A code has 43 bit, so few that a stolen store would give them away with a quick hash. scrypt with Node's
 * own cost (16 MiB, some 50 ms) makes trying them all a matter of ten thousand years of processor time.
 * The salt is the city's, not the code's: a code alone must find its room.
 */
export const hashCode = async (db: Database, code: string): Promise<string> => {
  const [row] = await db.select({ salt: city.codeSalt }).from(city).limit(1);
  if (row === undefined) throw new Error('The store holds no city.');
  return (await slowHash(code, row.salt, HASH_BYTES)).toString('hex');
};

/** What a code is for. */
export const newCodeRequestSchema = newCodeSchema.extend({ room: roomIdSchema });
export type NewCodeRequest = z.infer<typeof newCodeRequestSchema>;

/** A random code, the last of its symbols the check character. */
export const newCode = (length = CODE_LENGTH): string =>
  withCheckSymbol(
    Array.from({ length: length - 1 }, () => CODE_SYMBOLS.charAt(randomInt(CODE_SYMBOLS.length))).join(''),
  );

/**
 * Makes a code for a room; the earlier one of this room and role stops working.
 * @returns the code in groups; it cannot be read again later
 * @throws OperatorProblem when there is no such room, or when it needs no code of this role
 */
export const createAccessCode = async (db: Database, request: NewCodeRequest, now: number): Promise<string> => {
  const parsed = newCodeRequestSchema.safeParse(request);
  const found = parsed.success ? await findRoom(db, parsed.data.room, now) : null;
  if (found === null) throw new OperatorProblem('There is no open or closed room with this id.');
  const { room, role, validSeconds } = request;
  if (found.kind === 'open' && role === 'attendee') {
    throw new OperatorProblem('This room is open to everyone; only its moderators have a code (--moderator).');
  }
  const code = newCode();
  const validUntil = validSeconds === undefined ? null : new Date(now + validSeconds * 1000);
  const row = { room, role, hash: await hashCode(db, code), createdAt: new Date(now), validUntil };
  await db
    .insert(accessCodes)
    .values(row)
    .onConflictDoUpdate({ target: [accessCodes.room, accessCodes.role], set: row });
  return formatCode(code);
};

/** Makes the code of a room and role stop working. @returns whether there was one */
export const withdrawAccessCode = async (
  db: Database,
  { room, role }: Pick<NewCodeRequest, 'room' | 'role'>,
): Promise<boolean> => {
  const isThisCode = and(eq(accessCodes.room, room), eq(accessCodes.role, role));
  return (await db.delete(accessCodes).where(isThisCode).returning({ room: accessCodes.room })).length > 0;
};

/** Forgets codes that have ended. @returns how many */
export const forgetAccessCodes = async (db: Database, now: number): Promise<number> =>
  (
    await db
      .delete(accessCodes)
      .where(lte(accessCodes.validUntil, new Date(now)))
      .returning({ room: accessCodes.room })
  ).length;

/** @param now milliseconds since 1970 */
export const isValidAt = (now: number) => or(isNull(accessCodes.validUntil), gt(accessCodes.validUntil, new Date(now)));

/** @returns what the code is for, null when it is none, or none any more. */
export const findAccessCode = async (
  db: Database,
  code: string,
  now: number,
): Promise<{ readonly room: string; readonly role: Role } | null> => {
  const hash = await hashCode(db, code);
  const [row] = await db
    .select()
    .from(accessCodes)
    .where(and(eq(accessCodes.hash, hash), isValidAt(now)));
  return row === undefined ? null : { room: row.room, role: roleSchema.parse(row.role) };
};
