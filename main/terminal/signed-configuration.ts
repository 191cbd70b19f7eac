import { createPublicKey, verify } from 'node:crypto';
import type { SignedConfiguration } from '../../contract/signed-configuration.ts';
import type { SignedEnvelope } from '../../contract/signed.ts';
import { readPayload } from './signed-payload.ts';

/** Why a configuration is not obeyed. */
export type ConfigurationRefusal =
  /** The signature does not fit: somebody has changed it. */
  | 'configuration-forged'
  /** Signed with none of the keys of this city. */
  | 'configuration-key-changed'
  /** For another terminal. */
  | 'configuration-foreign'
  /** Older than the one that is in force. */
  | 'configuration-outdated'
  /** Well signed, but nothing that this terminal understands. */
  | 'configuration-malformed';

/** What a terminal trusts. */
export interface Trusted {
  /** Its own name. */
  readonly terminal: string;
  /** The city's keys, as the enrolment gave them. */
  readonly keys: readonly string[];
  /** The version in force, 0 when there is none. */
  readonly version: number;
}

export type OpenedConfiguration =
  | { readonly ok: true; readonly value: SignedConfiguration }
  | { readonly ok: false; readonly code: ConfigurationRefusal };

const refused = (code: ConfigurationRefusal): OpenedConfiguration => ({ ok: false, code });

const isSigned = ({ key, signature }: SignedEnvelope, payload: Buffer): boolean => {
  try {
    const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: key }, format: 'jwk' });
    return verify(null, payload, publicKey, Buffer.from(signature, 'base64url'));
  } catch {
    // No point of the curve.
    return false;
  }
};

/** Opens the envelope of a configuration, if it is what this terminal may obey. */
export const openConfiguration = (envelope: SignedEnvelope, trusted: Trusted): OpenedConfiguration => {
  if (!trusted.keys.includes(envelope.key)) return refused('configuration-key-changed');
  const payload = Buffer.from(envelope.payload, 'base64url');
  if (!isSigned(envelope, payload)) return refused('configuration-forged');
  const value = readPayload(payload);
  if (value === null) return refused('configuration-malformed');
  if (value.audience !== trusted.terminal) return refused('configuration-foreign');
  return value.version < trusted.version ? refused('configuration-outdated') : { ok: true, value };
};
