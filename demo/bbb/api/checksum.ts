import { createHash, timingSafeEqual } from 'node:crypto';

export const CHECKSUM_ALGORITHMS = ['sha1', 'sha256', 'sha384', 'sha512'] as const;
export type ChecksumAlgorithm = (typeof CHECKSUM_ALGORITHMS)[number];

/** BBB is not told the algorithm: the number of hex digits says which one it is. */
const HEX_DIGITS: Record<ChecksumAlgorithm, number> = { sha1: 40, sha256: 64, sha384: 96, sha512: 128 };

/**
 * The checksum of an API call, in lower-case hex.
 * @param callName the path's last word, for example `create`
 * @param rawQuery the query as it stands in the URL, still percent-encoded, without `?` and without the checksum
 */
export const checksumOf = (algorithm: ChecksumAlgorithm, callName: string, rawQuery: string, secret: string): string =>
  createHash(algorithm).update(`${callName}${rawQuery}${secret}`, 'utf8').digest('hex');

/** Takes the checksum out of a raw query in the three forms that BBB knows; nothing else is touched. */
const withoutChecksum = (rawQuery: string, checksum: string): string => {
  for (const form of [`&checksum=${checksum}`, `checksum=${checksum}&`, `checksum=${checksum}`]) {
    if (rawQuery.includes(form)) return rawQuery.replace(form, '');
  }
  return rawQuery;
};

/**
 * Whether a call is signed with the secret.
 * @param given all values of the parameter `checksum` the call came with (query and body); more than one is refused
 */
export const isSigned = (
  callName: string,
  rawQuery: string,
  given: readonly string[],
  secret: string,
  supported: readonly ChecksumAlgorithm[],
): boolean => {
  const [checksum] = given;
  if (checksum === undefined || given.length > 1 || !/^[0-9a-f]+$/i.test(checksum)) return false;
  const algorithm = supported.find((name) => HEX_DIGITS[name] === checksum.length);
  if (algorithm === undefined) return false;
  const expected = checksumOf(algorithm, callName, withoutChecksum(rawQuery, checksum), secret);
  return timingSafeEqual(Buffer.from(expected, 'hex'), Buffer.from(checksum, 'hex'));
};
