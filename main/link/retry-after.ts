/** A word that would silence a terminal for longer is a slip. */
const MAX_MS = 24 * 3_600_000;

/**
 * Reads `Retry-After` (RFC 9110, 10.2.3): seconds, or a date.
 * @param now milliseconds since 1970, by the clock of whoever sent it
 * @returns milliseconds to wait; null when there is no such word
 */
export const readRetryAfter = (header: string | null, now: number): number | null => {
  if (header === null) return null;
  // `Date.parse` takes much for a date that is none.
  const until = /^[A-Z][a-z]{2,8},? /.test(header) ? Date.parse(header) : Number.NaN;
  const wait = /^\d{1,9}$/.test(header) ? Number(header) * 1000 : until - now;
  return Number.isFinite(wait) ? Math.min(Math.max(wait, 0), MAX_MS) : null;
};
