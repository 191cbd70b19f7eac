import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import { publicKeySchema } from '../../contract/signed.ts';

export interface KeyPair {
  /** PKCS #8 in DER, in base64. */
  readonly privateKey: string;
  /** Raw, in base64url. */
  readonly publicKey: string;
}

/** A new Ed25519 key. */
export const makeKeyPair = (): KeyPair => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return {
    privateKey: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
    publicKey: publicKeySchema.parse(publicKey.export({ format: 'jwk' }).x),
  };
};

/** @returns the signature over a text, in base64url */
export const signProof = (privateKey: string, proof: string): string => {
  const key = createPrivateKey({ key: Buffer.from(privateKey, 'base64'), format: 'der', type: 'pkcs8' });
  return sign(null, Buffer.from(proof), key).toString('base64url');
};
