import { NONE, OTHERS, type SharedBy, type Shares, type SiteUsage } from '../../contract/dashboard-usage.ts';

/** What says least comes last, however much of it there is. */
const LAST: readonly string[] = [NONE, OTHERS];

/** The shares of several sites together, the largest first. */
export const sharesOf = (sites: readonly SiteUsage[], by: SharedBy): Shares => {
  const sums = new Map<string, number>();
  for (const { value, visits } of sites.flatMap(({ shares }) => shares[by])) {
    sums.set(value, (sums.get(value) ?? 0) + visits);
  }
  return [...sums]
    .map(([value, visits]) => ({ value, visits }))
    .sort((one, other) => LAST.indexOf(one.value) - LAST.indexOf(other.value) || other.visits - one.visits);
};
