/** How many wrong attempts are free, and how soon a new one is. */
export interface AttemptLimit {
  readonly free: number;
  readonly everySeconds: number;
}

/** What is still owed for attempts, in milliseconds of waiting, and since when. */
interface Debt {
  readonly milliseconds: number;
  readonly at: number;
}

/** Names come from requests: more than these are not remembered at once. */
const NAMES_MAX = 10_000;

/**
 * Counts attempts by name (a terminal, a room) as a debt that time pays off: whoever waits is let in, and
 * nobody is locked out for what others did before.
 * @param now milliseconds since 1970
 */
export const countAttempts = ({ free, everySeconds }: AttemptLimit, now: () => number) => {
  const price = everySeconds * 1000;
  const debts = new Map<string, Debt>();

  const owedBy = (name: string): number => {
    const debt = debts.get(name);
    // A clock that was set back must not make anybody wait for it to catch up.
    return debt === undefined ? 0 : Math.max(0, debt.milliseconds - Math.max(0, now() - debt.at));
  };

  const owe = (name: string, milliseconds: number): void => {
    debts.delete(name);
    if (milliseconds <= 0) return;
    debts.set(name, { milliseconds, at: now() });
    const oldest = debts.keys().next().value;
    if (debts.size > NAMES_MAX && oldest !== undefined) debts.delete(oldest);
  };

  return {
    /** Takes an attempt. @returns 0, or in how many seconds there will be one to take */
    take: (name: string): number => {
      const owed = owedBy(name);
      const tooMuch = owed + price - free * price;
      owe(name, tooMuch > 0 ? owed : owed + price);
      return Math.max(0, Math.ceil(tooMuch / 1000));
    },
    /** The attempt was a right one and does not count. */
    giveBack: (name: string): void => owe(name, owedBy(name) - price),
  };
};
