/**
 * How long to wait after a failure: random between 0 and a bound that doubles with each ("full jitter"), so that a
 * fleet does not come back all at once.
 * @param failures in a row before this one
 * @param bounds milliseconds: the bound after the first failure, and the one that it never exceeds
 * @param random number in [0, 1)
 */
export const fullJitter = (
  failures: number,
  { first, most }: { readonly first: number; readonly most: number },
  random: number,
): number => random * Math.min(most, first * 2 ** failures);
