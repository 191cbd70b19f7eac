import { z } from 'zod';

/** A raw Ed25519 public key (RFC 8032, 32 bytes) in base64url: short enough to be its own id. */
export const publicKeySchema = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

/** What a city says to one terminal, so that nobody on the way or at the disk can change it. */
export const signedEnvelopeSchema = z.object({
  alg: z.literal('Ed25519'),
  /** With which it is signed. */
  key: publicKeySchema,
  /** The very bytes that are signed, in base64url: a JSON text. */
  payload: z
    .string()
    .max(4 * 1024 * 1024)
    .regex(/^[A-Za-z0-9_-]+$/),
  signature: z.string().regex(/^[A-Za-z0-9_-]{86}$/),
});
export type SignedEnvelope = z.infer<typeof signedEnvelopeSchema>;
