import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { z } from 'zod';
import { type SignedCommand, signedCommandSchema } from '../../contract/command.ts';
import { signedConfigurationSchema } from '../../contract/signed-configuration.ts';
import { signedEnvelopeSchema } from '../../contract/signed.ts';
import { isMeant } from '../../contract/order.ts';

/** What an invented terminal believes. */
export interface OrderReader {
  /**
   * Takes the city's configuration, and with the first one the key that it is signed with.
   * @returns whether it is one for this terminal, rightly signed
   */
  readonly configuration: (text: string) => boolean;
  /** @returns the command in an envelope; null when it is not one for this terminal, or not signed by its city */
  readonly command: (text: string) => SignedCommand | null;
}

/** All terminals of a fleet believe the same key. */
const keys = new Map<string, KeyObject>();

const keyOf = (raw: string): KeyObject => {
  const known = keys.get(raw);
  if (known !== undefined) return known;
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: raw }, format: 'jwk' });
  keys.set(raw, key);
  return key;
};

const jsonSchema = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue('is no JSON');
    return z.NEVER;
  }
});
const envelopeSchema = jsonSchema.pipe(signedEnvelopeSchema);

/** Checks what the city says to a terminal, signature and all, as the terminal would. */
export const createOrderReader = (terminal: string): OrderReader => {
  let believed: string | null = null;
  let place: { readonly site: string | null; readonly ring: string | null } = { site: null, ring: null };

  /** @returns what is signed; null when it is not, or with another key */
  const payloadOf = (text: string): string | null => {
    const envelope = envelopeSchema.safeParse(text);
    if (!envelope.success) return null;
    const { key, payload, signature } = envelope.data;
    const bytes = Buffer.from(payload, 'base64url');
    if (believed !== null && key !== believed) return null;
    if (!verify(null, bytes, keyOf(key), Buffer.from(signature, 'base64url'))) return null;
    believed = key;
    return bytes.toString('utf8');
  };

  return {
    configuration: (text) => {
      const content = jsonSchema.pipe(signedConfigurationSchema).safeParse(payloadOf(text));
      if (!content.success || !isMeant(content.data.audience, { terminal, ...place })) return false;
      const { site, ring } = content.data.configuration;
      place = { site, ring };
      return true;
    },
    command: (text) => {
      const content = jsonSchema.pipe(signedCommandSchema).safeParse(payloadOf(text));
      return content.success && isMeant(content.data.audience, { terminal, ...place }) ? content.data : null;
    },
  };
};
