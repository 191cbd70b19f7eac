import { eq, lt } from 'drizzle-orm';
import { z } from 'zod';
import { formatCode } from '../../contract/code-symbols.ts';
import { ENROLMENT_CODE } from '../../contract/enrolment-code.ts';
import { terminalNameSchema } from '../../contract/enrolment.ts';
import { siteIdSchema } from '../../contract/order.ts';
import { hashCode, newCode } from '../codes/access-codes.ts';
import { OperatorProblem } from '../operator-problem.ts';
import type { Database } from '../store/open-store.ts';
import { enrolmentCodes } from '../store/schema.ts';
import { requireSite } from './sites.ts';

const DAY_SECONDS = 24 * 60 * 60;

/** Longer than setting up the terminals of a site takes, short enough that no code lies about for ever. */
const VALID_SECONDS = 10 * DAY_SECONDS;
/** A year. */
export const ENROLMENT_VALID_MAX_SECONDS = 365 * DAY_SECONDS;

/** What a code is for. */
export const newEnrolmentCodeSchema = z.object({
  site: siteIdSchema,
  /** The name that the terminal gets; a terminal of this name that there is loses its place to it. */
  terminal: terminalNameSchema.optional(),
  /** From now on; ten days when absent. */
  validSeconds: z.int().min(1).max(ENROLMENT_VALID_MAX_SECONDS).optional(),
});
export type NewEnrolmentCode = z.infer<typeof newEnrolmentCodeSchema>;

/** @throws OperatorProblem saying how sites and terminals are named */
export const parseNewEnrolmentCode = (request: NewEnrolmentCode): NewEnrolmentCode => {
  const parsed = newEnrolmentCodeSchema.safeParse(request);
  if (parsed.success) return parsed.data;
  throw new OperatorProblem(
    'Sites and terminals are named with small letters, digits and hyphens, like bibliothek-1; a code is valid for at most a year.',
  );
};

/**
 * Makes a code with which one terminal is enrolled, once.
 * @returns the code in groups; it cannot be read again later
 * @throws OperatorProblem when there is no such site, or no terminal can be named so
 */
export const createEnrolmentCode = async (db: Database, request: NewEnrolmentCode, now: number): Promise<string> => {
  const { site, terminal = null, validSeconds = VALID_SECONDS } = parseNewEnrolmentCode(request);
  await requireSite(db, site);
  const code = newCode(ENROLMENT_CODE.length);
  await db.insert(enrolmentCodes).values({
    hash: await hashCode(db, code),
    site,
    terminal,
    createdAt: new Date(now),
    validUntil: new Date(now + validSeconds * 1000),
  });
  return formatCode(code, ENROLMENT_CODE.places);
};

/** So long a code is told apart from one that never was: "used", "expired". */
const KNOWN_AFTERWARDS_MS = 30 * DAY_SECONDS * 1000;

/** Forgets codes that have ended long ago. @returns how many */
export const forgetEnrolmentCodes = async (db: Database, now: number): Promise<number> =>
  (
    await db
      .delete(enrolmentCodes)
      .where(lt(enrolmentCodes.validUntil, new Date(now - KNOWN_AFTERWARDS_MS)))
      .returning({ site: enrolmentCodes.site })
  ).length;

/** What is known of a code; null when it is none. */
export const findEnrolmentCode = async (db: Database, code: string) => {
  const [row] = await db
    .select()
    .from(enrolmentCodes)
    .where(eq(enrolmentCodes.hash, await hashCode(db, code)));
  return row ?? null;
};
