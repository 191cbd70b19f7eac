import { z } from 'zod';
import { codeSymbolsOf, isCodeConsistent, placesOf, type CodeShape } from './code-symbols.ts';
import { typedCityAddressSchema } from './city-address.ts';

/**
 * Eleven random symbols are 53 bit; the twelfth is the check character. It is longer than the code of a room, so that
 * neither is ever taken for the other.
 */
export const ENROLMENT_CODE: CodeShape = { length: 12, places: placesOf([4, 4, 4]) };

/** Longer than any way of writing a code down. */
const TYPED_MAX = 256;

/**
 * An enrolment code as typed, in; its bare symbols, out. Fails with message `code-incomplete` or
 * `enrolment-code-wrong`, the latter when the check character does not fit: no city has to be asked then.
 */
export const enrolmentCodeSchema = z
  .string()
  .max(TYPED_MAX, { error: 'code-incomplete', abort: true })
  .transform(codeSymbolsOf)
  .refine((symbols) => symbols.length === ENROLMENT_CODE.length, { error: 'code-incomplete', abort: true })
  .refine((symbols) => isCodeConsistent(symbols, ENROLMENT_CODE.length), { error: 'enrolment-code-wrong' });

/** Longer than any address that somebody prints as a QR. */
const LINK_MAX = 1024;

/** As a code is printed: its symbols, and what stands between its groups. */
const AS_PRINTED = /^[0-9A-Za-z](?:[ -]{0,3}[0-9A-Za-z])*$/;

const LINK = /^(?<city>https?:\/\/[^#?]+\/)enrol#(?<code>.+)$/i;

/** What a QR for an enrolment says. */
export interface EnrolmentLink {
  /** Null when the QR holds the code alone. */
  readonly city: string | null;
  /** Its bare symbols. */
  readonly code: string;
}

/** The text of a QR for an enrolment: `https://city.example/enrol#7K4M-2PX9-RTAC`. */
export const enrolmentLinkTo = (city: URL, code: string): string => `${city.href.replace(/\/?$/, '/')}enrol#${code}`;

/** Reads a QR for an enrolment; null for everything else. */
export const readEnrolmentLink = (text: string): EnrolmentLink | null => {
  const trimmed = text.trim();
  if (trimmed.length > LINK_MAX) return null;
  const parts = LINK.exec(trimmed)?.groups;
  const printed = parts?.['code'] ?? trimmed;
  const code = enrolmentCodeSchema.safeParse(printed);
  if (!AS_PRINTED.test(printed) || !code.success) return null;
  if (parts === undefined) return { city: null, code: code.data };
  const city = typedCityAddressSchema.safeParse(parts['city']);
  return city.success ? { city: city.data.href, code: code.data } : null;
};
