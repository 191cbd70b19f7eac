import { createHash } from 'node:crypto';
import type { Wake } from '../store/wake.ts';

/** How long a token that was good is taken without asking the store again, should nobody tell that it has ended. */
const GOOD_FOR_MS = 10_000;
/** A fleet of thousands, twice over. */
const TOKENS_MAX = 20_000;

/** Which terminal a token belongs to; null when it is not a valid token. */
export type FindTerminal = (token: string) => Promise<string | null>;

/** A token that is good, and until when (milliseconds since 1970). */
export interface GoodToken {
  readonly terminal: string;
  readonly endsAt: number;
}

/** A token names its terminal before the dot. */
const nameIn = (token: string): string => token.slice(0, Math.max(0, token.indexOf('.')));

/**
 * Remembers for a moment which tokens are good, the last one of each terminal, so that a terminal that delivers much asks
 * the store once. A bad token is never remembered, and none for longer than it lasts. When a terminal's tokens are ended
 * before their time (`tokens` of {@link Wake}) they are forgotten, and all when it is not said whose.
 * @param now milliseconds since 1970
 */
export const rememberTokens = (
  find: (token: string) => Promise<GoodToken | null>,
  wake: Wake,
  now: () => number,
): FindTerminal => {
  const known = new Map<string, { readonly hash: string; readonly terminal: string; readonly until: number }>();
  let forgotten = 0;
  wake.listen('tokens', (terminal) => {
    if (terminal === '') known.clear();
    else known.delete(terminal);
    forgotten += 1;
  });

  return async (token) => {
    const name = nameIn(token);
    // The secret itself is not kept.
    const hash = createHash('sha256').update(token).digest('base64');
    const remembered = known.get(name);
    const left = (remembered?.until ?? 0) - now();
    // A clock that was set back must not keep a token alive.
    if (remembered?.hash === hash && left > 0 && left <= GOOD_FOR_MS) return remembered.terminal;
    const before = forgotten;
    const found = await find(token);
    if (found === null) return null;
    const { terminal, endsAt } = found;
    // It may have been ended while the store was asked.
    if (before !== forgotten) return terminal;
    // The oldest come first.
    known.delete(name);
    const oldest = known.keys().next().value;
    if (known.size >= TOKENS_MAX && oldest !== undefined) known.delete(oldest);
    known.set(name, { hash, terminal, until: Math.min(now() + GOOD_FOR_MS, endsAt) });
    return terminal;
  };
};
