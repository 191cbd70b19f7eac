import { z } from 'zod';
import { deviceTokenSchema } from '../../contract/city-api.ts';
import { isSecureAddress } from '../../contract/secure-address.ts';

const cityUrlSchema = z
  .url({ protocol: /^https?$/ })
  .transform((text) => new URL(text))
  // A device token must not travel in the clear.
  .refine(isSecureAddress);

/** The city and the token that the command line names, if any. */
export interface GivenIdentity {
  readonly city: URL | undefined;
  readonly token: string | undefined;
}

/** The command line cannot be used; the message is the sentence to print, and never repeats the token. */
export class UsageProblem extends Error {}

/** @throws UsageProblem */
export const parseGivenIdentity = (given: {
  readonly city: string | undefined;
  readonly token: string | undefined;
}): GivenIdentity => {
  const city = cityUrlSchema.optional().safeParse(given.city);
  if (!city.success) {
    throw new UsageProblem('--city needs an https address of the city endpoint (http only for 127.0.0.1).');
  }
  const token = deviceTokenSchema.optional().safeParse(given.token);
  if (!token.success) {
    throw new UsageProblem('--token needs a device token as "npm run city -- token" prints it.');
  }
  return { city: city.data, token: token.data };
};
