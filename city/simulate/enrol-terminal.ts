import { createPrivateKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import ky from 'ky';
import { z } from 'zod';
import { CITY_PATHS } from '../../contract/city-api.ts';
import {
  enrolmentAnswerSchema,
  enrolmentProof,
  renewalProof,
  terminalNameSchema,
  tokenAnswerSchema,
} from '../../contract/enrolment.ts';

/** An invented terminal with its place in a city: it may be handed to another process. */
export const enrolledTerminalSchema = tokenAnswerSchema.extend({
  terminal: terminalNameSchema,
  /** Ed25519, PKCS #8 in DER, in base64. */
  privateKey: z.base64(),
});
export type EnrolledTerminal = Readonly<z.infer<typeof enrolledTerminalSchema>>;

const NONCE_BYTES = 16;

/** The two halves of a terminal's key: the public one as a city knows it. */
export const makeKey = (): { readonly privateKey: string; readonly publicKey: string } => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    privateKey: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
    publicKey: publicKey.export({ format: 'jwk' }).x ?? '',
  };
};

const signWith = (privateKey: string, proof: string): string => {
  const key = createPrivateKey({ key: Buffer.from(privateKey, 'base64'), format: 'der', type: 'pkcs8' });
  return sign(null, Buffer.from(proof), key).toString('base64url');
};

const post = (city: URL, path: string, json: object): Promise<unknown> =>
  ky.post(new URL(path, city), { json, retry: 0 }).json();

/**
 * Enrols an invented terminal as a real one does it: with a code, and with a key of its own.
 * @param city the address of its city endpoint
 * @throws HTTPError when the city gives it no place
 */
export const enrolTerminal = async (city: URL, code: string): Promise<EnrolledTerminal> => {
  const { privateKey, publicKey } = makeKey();
  const claim = { code: code.replaceAll('-', ''), publicKey };
  const signature = signWith(privateKey, enrolmentProof(claim));
  const answer = enrolmentAnswerSchema.parse(await post(city, CITY_PATHS.enrolment, { ...claim, signature }));
  const { terminal, token, generation, lifeSeconds } = answer;
  return { terminal, privateKey, token, generation, lifeSeconds };
};

/** @returns the same with its next token, asked for with its own key */
export const renewToken = async (city: URL, one: EnrolledTerminal): Promise<EnrolledTerminal> => {
  const { terminal, privateKey, generation } = one;
  const nonce = randomBytes(NONCE_BYTES).toString('base64url');
  const request = { terminal, generation, time: new Date().toISOString(), nonce };
  const signature = signWith(privateKey, renewalProof(request));
  const answer = await post(city, CITY_PATHS.token, { ...request, signature });
  return { terminal, privateKey, ...tokenAnswerSchema.parse(answer) };
};
