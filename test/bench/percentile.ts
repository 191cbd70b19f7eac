/** The value that a share of all does not exceed (nearest rank); NaN of nothing. @param share in (0, 1] */
export const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((one, other) => one - other)[Math.ceil(values.length * share) - 1] ?? Number.NaN;
