import type { OrderKind, OrderRefusal, RefusedBecause } from '../../../contract/order-result.ts';

export interface OrderRefusals {
  /** One was not opened. */
  refuse(reason: RefusedBecause): void;
  /** One was: what was counted until then is told to its last one, and over. */
  believed(): void;
}

/** The first one, the tenth, the hundredth: somebody who sends them in a loop does not fill the spool. */
const isWorthTelling = (count: number): boolean => /^10*$/.test(String(count));

/**
 * Counts the orders of one kind that were refused, by reason.
 * @param tell gets the reason, and the count so far where it is more than one
 */
export const countOrderRefusals = (
  kind: OrderKind,
  tell: (code: OrderRefusal, amount?: number) => void,
): OrderRefusals => {
  const counts = new Map<RefusedBecause, number>();
  const report = (reason: RefusedBecause, count: number): void => {
    if (count === 1) tell(`${kind}-${reason}`);
    else tell(`${kind}-${reason}`, count);
  };
  return {
    refuse: (reason) => {
      const count = (counts.get(reason) ?? 0) + 1;
      counts.set(reason, count);
      if (isWorthTelling(count)) report(reason, count);
    },
    believed: () => {
      for (const [reason, count] of counts) if (!isWorthTelling(count)) report(reason, count);
      counts.clear();
    },
  };
};
