import { createPublicKey, verify } from 'node:crypto';
import { isMeant, type Addressee, type OrderHead } from '../../../contract/order.ts';
import type { RefusedBecause } from '../../../contract/order-result.ts';
import { signedEnvelopeSchema, type SignedEnvelope } from '../../../contract/signed.ts';

/** One kind of order: how it is read, and how large it may be. */
export interface OrderReader<T extends OrderHead> {
  /** @returns what the signed bytes say; null when it is nothing of this kind that the terminal understands */
  readonly read: (payload: Buffer) => T | null;
  readonly maxBytes: number;
}

/** What a terminal trusts. */
export interface Trusted {
  readonly addressee: Addressee;
  /** The city's keys, as the enrolment gave them. */
  readonly keys: readonly string[];
  /** The lowest version that is no step back. */
  readonly leastVersion: number;
  /** The city's time in milliseconds since 1970; null for what lies on the disk, whose age says nothing. */
  readonly now: number | null;
}

export type OpenedOrder<T> =
  | { readonly ok: true; readonly value: T; readonly envelope: SignedEnvelope }
  /** `value` is there when it is of our city and for us: only its number or its time is wrong. */
  | { readonly ok: false; readonly reason: RefusedBecause; readonly value?: T };

/** By so much an order may seem to come from later: the city's time is known by whole seconds and by slow answers. */
export const CLOCK_TOLERANCE_MS = 60_000;

const isSigned = ({ key, signature }: SignedEnvelope, payload: Buffer): boolean => {
  try {
    const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: key }, format: 'jwk' });
    return verify(null, payload, publicKey, Buffer.from(signature, 'base64url'));
  } catch {
    // No point of the curve.
    return false;
  }
};

const BITS_PER_SIGN = 6;

/**
 * Opens a signed order of any kind, if it is what this terminal may obey: of its city, unchanged, for it, no older
 * than the last, neither from later nor too late. Never throws.
 * @param given whatever came, as JSON
 */
export const openOrder = <T extends OrderHead>(
  given: unknown,
  { read, maxBytes }: OrderReader<T>,
  { addressee, keys, leastVersion, now }: Trusted,
): OpenedOrder<T> => {
  const parsed = signedEnvelopeSchema.safeParse(given);
  if (!parsed.success) return { ok: false, reason: 'malformed' };
  const envelope = parsed.data;
  if ((envelope.payload.length * BITS_PER_SIGN) / 8 > maxBytes) return { ok: false, reason: 'oversize' };
  if (!keys.includes(envelope.key)) return { ok: false, reason: 'key-changed' };
  const payload = Buffer.from(envelope.payload, 'base64url');
  if (!isSigned(envelope, payload)) return { ok: false, reason: 'forged' };
  const value = read(payload);
  if (value === null) return { ok: false, reason: 'malformed' };
  if (!isMeant(value.audience, addressee)) return { ok: false, reason: 'foreign' };
  if (value.version < leastVersion) return { ok: false, reason: 'outdated', value };
  if (now !== null && Date.parse(value.issuedAt) > now + CLOCK_TOLERANCE_MS) {
    return { ok: false, reason: 'future', value };
  }
  if (now !== null && Date.parse(value.expiresAt) <= now) return { ok: false, reason: 'expired', value };
  return { ok: true, value, envelope };
};
