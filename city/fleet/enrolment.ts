import { and, eq, isNull, like } from 'drizzle-orm';
import { enrolmentProof, type EnrolmentAnswer, type EnrolmentRequest } from '../../contract/enrolment.ts';
import { Refusal } from '../refusal.ts';
import type { Database, Store } from '../store/open-store.ts';
import { enrolmentCodes, terminals } from '../store/schema.ts';
import { endTokens, issueToken } from './bearer-tokens.ts';
import { findEnrolmentCode } from './enrolment-codes.ts';
import { isProven } from './proof.ts';
import { readPublicKeys } from './signing.ts';
import { noteChange, signConfiguration } from './terminal-configuration.ts';

const FIRST_GENERATION = 1;

type FoundCode = NonNullable<Awaited<ReturnType<typeof findEnrolmentCode>>>;

/** The first free name of a site: `bibliothek-1`, `bibliothek-2`. A number that was given is not given again. */
const nextName = async (db: Database, site: string): Promise<string> => {
  const rows = await db
    .select({ id: terminals.id })
    .from(terminals)
    .where(like(terminals.id, `${site}-%`));
  const numbers = rows.map(({ id }) => Number(/^\d{1,9}$/.exec(id.slice(site.length + 1))?.[0] ?? 0));
  return `${site}-${Math.max(0, ...numbers) + 1}`;
};

/** Gives the place that the code is for to the key. @returns the terminal's name */
const takePlace = async (db: Database, code: FoundCode, publicKey: string, now: number): Promise<string> => {
  const place = {
    site: code.site,
    publicKey,
    enrolledAt: new Date(now),
    revokedAt: null,
    clonedAt: null,
    generation: FIRST_GENERATION,
    renewalNonce: null,
  };
  if (code.terminal !== null) {
    const id = code.terminal;
    await db
      .insert(terminals)
      .values({ id, ...place })
      .onConflictDoUpdate({ target: terminals.id, set: place });
    await endTokens(db, id);
    // A terminal that comes back may come back to another site.
    await noteChange(db, now);
    return id;
  }
  const id = await nextName(db, code.site);
  const [taken] = await db
    .insert(terminals)
    .values({ id, ...place })
    .onConflictDoNothing()
    .returning({ id: terminals.id });
  // Another process may have given the same name away meanwhile.
  return taken?.id ?? takePlace(db, code, publicKey, now);
};

const refuseUsed = (): never => {
  throw new Refusal('enrolment-code-used', 'This enrolment code has been used already; make a new one.');
};

/**
 * The terminal that asks again because the answer did not reach it: it has the same key, whose private half only it
 * has, so that nobody else gets anything by repeating.
 */
const isRepetition = async (db: Database, code: FoundCode, publicKey: string): Promise<string | null> => {
  if (code.usedBy === null) return null;
  const [row] = await db.select().from(terminals).where(eq(terminals.id, code.usedBy));
  const isSame =
    row?.publicKey === publicKey &&
    row.generation === FIRST_GENERATION &&
    row.revokedAt === null &&
    row.clonedAt === null;
  return isSame ? row.id : null;
};

/**
 * Enrols a terminal: it gets a name, its first token, and what it needs to know of the city.
 * @param lifeSeconds of its token
 * @throws Refusal `enrolment-code-wrong`, `-used`, `-expired`; `invalid-request` without a proof of the key
 */
export const enrol = async (
  { db, wake }: Pick<Store, 'db' | 'wake'>,
  { code, publicKey, signature }: EnrolmentRequest,
  lifeSeconds: number,
  now: number,
): Promise<EnrolmentAnswer> => {
  if (!isProven(publicKey, enrolmentProof({ code, publicKey }), signature)) {
    throw new Refusal('invalid-request', 'The signature is not one of the key that is to be enrolled.');
  }
  const found = await findEnrolmentCode(db, code);
  if (found === null) throw new Refusal('enrolment-code-wrong', 'This is not an enrolment code of this city.');
  const { terminal, token, isTakenOver } = await db.transaction(async (tx) => {
    const again = found.usedAt === null ? null : ((await isRepetition(tx, found, publicKey)) ?? refuseUsed());
    if (again === null && found.validUntil.getTime() <= now) {
      throw new Refusal('enrolment-code-expired', 'This enrolment code is not valid any more; make a new one.');
    }
    const name = again ?? (await takePlace(tx, found, publicKey, now));
    if (again === null) {
      const [used] = await tx
        .update(enrolmentCodes)
        .set({ usedAt: new Date(now), usedBy: name })
        .where(and(eq(enrolmentCodes.hash, found.hash), isNull(enrolmentCodes.usedAt)))
        .returning({ hash: enrolmentCodes.hash });
      // Of two that come at once with one code, one gets the place.
      if (used === undefined) refuseUsed();
    }
    return {
      terminal: name,
      isTakenOver: again === null && found.terminal !== null,
      token: await issueToken(tx, { terminal: name, generation: FIRST_GENERATION }, lifeSeconds, now),
    };
  });
  // The tokens of whoever had this place before have ended.
  if (isTakenOver) await wake.tell('tokens', terminal);
  return {
    terminal,
    token,
    generation: FIRST_GENERATION,
    lifeSeconds,
    cityKeys: await readPublicKeys(db),
    configuration: await signConfiguration(db, terminal, now),
  };
};
