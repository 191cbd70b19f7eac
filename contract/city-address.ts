import { z } from 'zod';
import { isSecureAddress } from './secure-address.ts';

/**
 * Where a city endpoint is, as a text in, as an address out. What a terminal and its city say to each other must not
 * travel in the clear: http only to this machine itself. A name or password in it has no place there.
 */
export const cityAddressSchema = z
  .url({ protocol: /^https?$/ })
  .max(2048)
  .transform((text) => new URL(text))
  .refine(isSecureAddress)
  .refine(({ username, password }) => username === '' && password === '');

/** The same as somebody types it, who leaves out what every address has: `city.example.org`. */
export const typedCityAddressSchema = z
  .string()
  .trim()
  .transform((text) => (text.includes('://') ? text : `https://${text}`))
  .pipe(cityAddressSchema);
