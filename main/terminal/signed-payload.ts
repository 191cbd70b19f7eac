import type { CityConfiguration } from '../../contract/configuration.ts';
import { signedConfigurationSchema, type SignedConfiguration } from '../../contract/signed-configuration.ts';
import type { SignedEnvelope } from '../../contract/signed.ts';
import { isKnownTimeZone } from '../link/time-zone.ts';

/** @returns what the signed bytes say; null when it is nothing that this terminal understands */
export const readPayload = (payload: Buffer): SignedConfiguration | null => {
  try {
    const parsed = signedConfigurationSchema.safeParse(JSON.parse(payload.toString('utf8')));
    // A zone that this terminal does not know would leave every time on its screens undrawable.
    return parsed.success && isKnownTimeZone(parsed.data.configuration.timeZone) ? parsed.data : null;
  } catch {
    return null;
  }
};

/**
 * What a kept configuration says, before anybody has looked at its signature: good for a first picture, and for
 * nothing else. Loading what checks it would hold that picture up.
 */
export const glanceAt = (envelope: SignedEnvelope | null): CityConfiguration | null =>
  envelope === null ? null : (readPayload(Buffer.from(envelope.payload, 'base64url'))?.configuration ?? null);
