import { z } from 'zod';
import { bearerTokenSchema } from '../../contract/city-api.ts';
import { RENEW_AT_LEFT, renewalRequestSchema, terminalNameSchema } from '../../contract/enrolment.ts';

/** Who this terminal is to its city, as it is kept. */
export const identitySchema = z.object({
  city: z.url(),
  terminal: terminalNameSchema,
  /** Ed25519, PKCS #8 in DER, in base64. It is made here and goes nowhere else. */
  privateKey: z.base64(),
  token: bearerTokenSchema,
  /** Of the token. */
  generation: z.int().min(1),
  /** When to ask for the next token, and when this one ends, in the machine's clock. */
  renewAt: z.number(),
  expiresAt: z.number(),
  /** Of a renewal that was asked for and not answered yet; kept, so that repeating it is no second one. */
  nonce: renewalRequestSchema.shape.nonce.nullable(),
});
export type Identity = z.infer<typeof identitySchema>;

/** Why the city gives this terminal no token any more. */
export const refusalSchema = z.enum(['terminal-refused', 'terminal-cloned']);
export type IdentityRefusal = z.infer<typeof refusalSchema>;

/**
 * When to renew a token, and when it ends.
 * @param now milliseconds since 1970, in the machine's clock
 */
export const termsOfLife = (lifeSeconds: number, now: number): Pick<Identity, 'renewAt' | 'expiresAt'> => ({
  renewAt: now + lifeSeconds * (1 - RENEW_AT_LEFT) * 1000,
  expiresAt: now + lifeSeconds * 1000,
});
