import { eq } from 'drizzle-orm';
import { renewalProof, type RenewalRequest, type TokenAnswer } from '../../contract/enrolment.ts';
import { Refusal } from '../refusal.ts';
import type { Store } from '../store/open-store.ts';
import { terminals } from '../store/schema.ts';
import { endTokens, issueToken } from './bearer-tokens.ts';
import { isProven } from './proof.ts';

/** How far the time in a request may be from ours: a slow line, not an old copy of the request. */
const TIME_TOLERANCE_MS = 5 * 60_000;

const refuseCloned = (): never => {
  throw new Refusal('terminal-cloned', 'Two machines use this identity; revoke it or enrol one of them anew.');
};

/**
 * Gives a terminal its next token.
 *
 * Every renewal raises the generation, which the terminal keeps. Two machines from one copied disk come with the same
 * generation: the second one is noticed, whichever of the two it is, and the identity is refused from then on.
 *
 * A terminal that did not get our answer repeats its request with the nonce that it had kept on its disk before it
 * asked. That is no clone: two machines make two nonces, 128 random bits each. Only a disk that was copied between the
 * request and its answer holds the same one; then both get on, and the next renewal tells them apart.
 *
 * A generation above ours is that of a terminal whose city has come back from an older backup.
 *
 * @param lifeSeconds of the new token
 * @throws Refusal `terminal-refused`, `terminal-cloned`, `clock-differs`
 */
export const renew = async (
  { db, wake }: Pick<Store, 'db' | 'wake'>,
  request: RenewalRequest,
  lifeSeconds: number,
  now: number,
): Promise<TokenAnswer> => {
  const { terminal, generation, nonce } = request;
  const outcome = await db.transaction(async (tx) => {
    const [row] = await tx.select().from(terminals).where(eq(terminals.id, terminal)).for('update');
    if (row?.revokedAt !== null || !isProven(row.publicKey, renewalProof(request), request.signature)) {
      throw new Refusal('terminal-refused', 'This terminal is not enrolled, or not any more.');
    }
    if (Math.abs(Date.parse(request.time) - now) > TIME_TOLERANCE_MS) {
      throw new Refusal('clock-differs', 'The time of this request is not the time of this city.');
    }
    if (row.clonedAt !== null) return null;
    const isRepeated = generation === row.generation - 1 && nonce === row.renewalNonce;
    if (generation < row.generation && !isRepeated) {
      await tx
        .update(terminals)
        .set({ clonedAt: new Date(now) })
        .where(eq(terminals.id, terminal));
      await endTokens(tx, terminal);
      return null;
    }
    const next = isRepeated ? row.generation : generation + 1;
    await tx.update(terminals).set({ generation: next, renewalNonce: nonce }).where(eq(terminals.id, terminal));
    return {
      token: await issueToken(tx, { terminal, generation: next }, lifeSeconds, now),
      generation: next,
      lifeSeconds,
    };
  });
  if (outcome !== null) return outcome;
  // Thrown inside it would undo the note that it is a clone.
  await wake.tell('tokens', terminal);
  return refuseCloned();
};
