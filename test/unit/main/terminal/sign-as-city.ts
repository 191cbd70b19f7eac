import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { publicKeySchema, signedEnvelopeSchema, type SignedEnvelope } from '../../../../contract/signed.ts';

export interface CityForTest {
  /** As the terminal keeps it. */
  readonly key: string;
  readonly sign: (content: unknown) => SignedEnvelope;
}

const publicKeyOf = (key: KeyObject): string => publicKeySchema.parse(key.export({ format: 'jwk' }).x);

/** A city with a key of its own. */
export const newCity = (): CityForTest => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const key = publicKeyOf(publicKey);
  return {
    key,
    sign: (content) => {
      const payload = Buffer.from(JSON.stringify(content));
      return signedEnvelopeSchema.parse({
        alg: 'Ed25519',
        key,
        payload: payload.toString('base64url'),
        signature: sign(null, payload, privateKey).toString('base64url'),
      });
    },
  };
};

/** The city of the tests' terminals. */
export const CITY = newCity();

/** What the terminal `bibliothek-1` may obey at any time. */
export const HEAD = {
  audience: { terminal: 'bibliothek-1' },
  version: 1,
  issuedAt: '2024-01-01T00:00:00.000Z',
  expiresAt: '2099-01-01T00:00:00.000Z',
} as const;

/** A content as this city signs it for its terminal. */
export const contentOf = (configuration: object, change: object = {}): object => ({
  kind: 'configuration',
  ...HEAD,
  configuration,
  ...change,
});

/** The envelope in which the terminal `bibliothek-1` gets this configuration. */
export const signed = (configuration: object, change: object = {}): SignedEnvelope =>
  CITY.sign(contentOf(configuration, change));
