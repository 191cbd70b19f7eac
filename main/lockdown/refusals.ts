import { REFUSALS_MAX } from '../../contract/refusals-max.ts';
import type { LockdownRule, Refusals } from '../../contract/refusals.ts';

export interface RefusalCount {
  add(rule: LockdownRule): void;
  /** What was refused since the last time this was asked; null when nothing was. */
  take(): Refusals | null;
}

/** Counts by rule. Numbers are all that is kept: an address or a name would say who wanted what. */
export const countRefusals = (): RefusalCount => {
  let counts: Refusals = {};
  return {
    add: (rule) => {
      counts = { ...counts, [rule]: Math.min((counts[rule] ?? 0) + 1, REFUSALS_MAX) };
    },
    take: () => {
      const taken = counts;
      counts = {};
      return Object.keys(taken).length === 0 ? null : taken;
    },
  };
};
