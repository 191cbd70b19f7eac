import type { GivenIdentity } from './given-identity.ts';
import type { TerminalState } from './state.ts';

/** Who this terminal is to its city. */
export interface Identity {
  readonly city: string;
  readonly token: string;
  /** The terminal's name, the first part of its token. */
  readonly terminal: string;
}

/**
 * The identity in force: what the command line says, else what was kept. A new city or token on the
 * command line replaces the kept one as a whole.
 */
export const identityOf = (given: GivenIdentity, kept: TerminalState['identity']): Identity | null => {
  const pair =
    given.city !== undefined && given.token !== undefined ? { city: given.city.href, token: given.token } : kept;
  if (pair === null) return null;
  return { ...pair, terminal: pair.token.slice(0, pair.token.indexOf('.')) };
};
