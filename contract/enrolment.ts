import { z } from 'zod';
import { bearerTokenSchema } from './city-api.ts';
import { enrolmentCodeSchema } from './enrolment-code.ts';
import { roomIdSchema } from './room.ts';
import { publicKeySchema, signedEnvelopeSchema } from './signed.ts';

/** Terminals are named as rooms are: `bibliothek-1`. */
export const terminalNameSchema = roomIdSchema;

/** An Ed25519 signature (RFC 8032, 64 bytes) in base64url. */
const signatureSchema = z.string().regex(/^[A-Za-z0-9_-]{86}$/);

/** A terminal asks for its place in a city. */
export const enrolmentRequestSchema = z.strictObject({
  code: enrolmentCodeSchema,
  publicKey: publicKeySchema,
  /** Of {@link enrolmentProof}, with the private key to `publicKey`: nobody enrols a key that they do not have. */
  signature: signatureSchema,
});
export type EnrolmentRequest = z.infer<typeof enrolmentRequestSchema>;

/** The text that an enrolment is signed over. Its first line keeps it from being taken for any other. */
export const enrolmentProof = ({ code, publicKey }: Pick<EnrolmentRequest, 'code' | 'publicKey'>): string =>
  ['stadtfenster-enrolment-1', code, publicKey].join('\n');

/** A terminal asks for its next token when this part of the life of the last one is left. */
export const RENEW_AT_LEFT = 1 / 5;

/** A database column of four bytes; a renewal a second fills it in 68 years. */
const GENERATION_MAX = 2 ** 31 - 1;

/** A bearer token, and what a terminal has to know to renew it. */
export const tokenAnswerSchema = z.object({
  token: bearerTokenSchema,
  /** Counts the renewals of this identity: two machines with one identity cannot both go on with it. */
  generation: z.int().min(1).max(GENERATION_MAX),
  /** For how long the token is good, from now on: not a moment, as a terminal's clock may be wrong. */
  lifeSeconds: z.number().positive(),
});
export type TokenAnswer = z.infer<typeof tokenAnswerSchema>;

/** All that a terminal needs of its city. */
export const enrolmentAnswerSchema = tokenAnswerSchema.extend({
  terminal: terminalNameSchema,
  /** Whatever the city signs is signed with one of these; the terminal believes no other from now on. */
  cityKeys: z.array(publicKeySchema).min(1).max(8),
  configuration: signedEnvelopeSchema,
});
export type EnrolmentAnswer = z.infer<typeof enrolmentAnswerSchema>;

/** A terminal asks for its next token. */
export const renewalRequestSchema = z.strictObject({
  terminal: terminalNameSchema,
  /** Of the token that the terminal has; there is one after it. */
  generation: z
    .int()
    .min(1)
    .max(GENERATION_MAX - 1),
  /** The city's time, as the terminal knows it: an old request cannot be used again. */
  time: z.iso.datetime(),
  /** 128 random bits, new for each renewal and kept until it is answered: by them a repetition is known. */
  nonce: z.string().regex(/^[A-Za-z0-9_-]{22}$/),
  /** Of {@link renewalProof}, with the terminal's private key. */
  signature: signatureSchema,
});
export type RenewalRequest = z.infer<typeof renewalRequestSchema>;

/** The text that a renewal is signed over. */
export const renewalProof = ({ terminal, generation, time, nonce }: Omit<RenewalRequest, 'signature'>): string =>
  ['stadtfenster-renewal-1', terminal, String(generation), time, nonce].join('\n');
