import { createPublicKey, verify } from 'node:crypto';

/**
 * Whether somebody has the private key to a public one.
 * @param publicKey raw Ed25519 in base64url
 * @param signature of `proof`, in base64url
 */
export const isProven = (publicKey: string, proof: string, signature: string): boolean => {
  try {
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
    return verify(null, Buffer.from(proof), key, Buffer.from(signature, 'base64url'));
  } catch {
    // No point of the curve.
    return false;
  }
};
