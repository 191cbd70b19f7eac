import { generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import ky from 'ky';
import { CITY_PATHS } from '../../contract/city-api.ts';
import {
  enrolmentAnswerSchema,
  enrolmentProof,
  renewalProof,
  tokenAnswerSchema,
  type TokenAnswer,
} from '../../contract/enrolment.ts';

/** An invented terminal with its place in a city. */
export interface EnrolledTerminal {
  readonly terminal: string;
  readonly token: string;
  /** For how long the token is good. */
  readonly lifeSeconds: number;
  /** @returns the same with its next token, for which it has asked the city at this address with its own key */
  readonly renew: (city: URL) => Promise<EnrolledTerminal>;
}

const NONCE_BYTES = 16;

/** The two halves of a terminal's key: the public one as a city knows it. */
export const makeKey = (): { readonly privateKey: KeyObject; readonly publicKey: string } => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return { privateKey, publicKey: publicKey.export({ format: 'jwk' }).x ?? '' };
};

const signWith = (privateKey: KeyObject, proof: string): string =>
  sign(null, Buffer.from(proof), privateKey).toString('base64url');

const post = (city: URL, path: string, json: object): Promise<unknown> =>
  ky.post(new URL(path, city), { json, retry: 0 }).json();

/** The terminal to which a key and a token belong. */
export const terminalWith = (
  terminal: string,
  privateKey: KeyObject,
  { token, generation, lifeSeconds }: TokenAnswer,
): EnrolledTerminal => ({
  terminal,
  token,
  lifeSeconds,
  renew: async (city) => {
    const nonce = randomBytes(NONCE_BYTES).toString('base64url');
    const request = { terminal, generation, time: new Date().toISOString(), nonce };
    const signature = signWith(privateKey, renewalProof(request));
    const answer = await post(city, CITY_PATHS.token, { ...request, signature });
    return terminalWith(terminal, privateKey, tokenAnswerSchema.parse(answer));
  },
});

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
  return terminalWith(answer.terminal, privateKey, answer);
};
