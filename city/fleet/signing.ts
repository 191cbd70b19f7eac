import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { publicKeySchema, signedEnvelopeSchema, type SignedEnvelope } from '../../contract/signed.ts';
import type { Database } from '../store/open-store.ts';
import { signingKey } from '../store/schema.ts';

/** The city's key, made when it is first asked for. It lies in the store, whose folder only its own user can enter. */
const readKey = async (db: Database): Promise<KeyObject> => {
  const [row] = await db.select().from(signingKey).limit(1);
  if (row !== undefined) {
    return createPrivateKey({ key: Buffer.from(row.privateKey, 'base64'), format: 'der', type: 'pkcs8' });
  }
  const made = generateKeyPairSync('ed25519', {
    privateKeyEncoding: { format: 'der', type: 'pkcs8' },
    publicKeyEncoding: { format: 'der', type: 'spki' },
  });
  // Of two that make one at once the first counts for both.
  await db
    .insert(signingKey)
    .values({ id: 1, privateKey: made.privateKey.toString('base64') })
    .onConflictDoNothing();
  return readKey(db);
};

const publicHalf = (key: KeyObject): string => publicKeySchema.parse(createPublicKey(key).export({ format: 'jwk' }).x);

/** What a terminal believes that has been enrolled here. */
export const readPublicKeys = async (db: Database): Promise<string[]> => [publicHalf(await readKey(db))];

/** Signs something for a terminal with the key of this city. */
export const signEnvelope = async (db: Database, content: object): Promise<SignedEnvelope> => {
  const key = await readKey(db);
  const payload = Buffer.from(JSON.stringify(content));
  return signedEnvelopeSchema.parse({
    alg: 'Ed25519',
    key: publicHalf(key),
    payload: payload.toString('base64url'),
    signature: sign(null, payload, key).toString('base64url'),
  });
};
