import type { Audience } from '../../contract/order.ts';
import { audienceSchema } from '../../contract/order.ts';
import { OperatorProblem } from '../operator-problem.ts';

/** Options that say whom an order is for. */
export const AUDIENCE_OPTIONS = {
  terminal: { type: 'string' },
  site: { type: 'string' },
  ring: { type: 'string' },
  all: { type: 'boolean', default: false },
} as const;

interface GivenAudience {
  readonly terminal?: string | undefined;
  readonly site?: string | undefined;
  readonly ring?: string | undefined;
  readonly all: boolean;
}

/** @throws OperatorProblem unless exactly one is named, as such things are named */
export const parseAudience = ({ terminal, site, ring, all }: GivenAudience): Audience => {
  const given = [
    ...(terminal === undefined ? [] : [{ terminal }]),
    ...(site === undefined ? [] : [{ site }]),
    ...(ring === undefined ? [] : [{ ring }]),
    ...(all ? [{ all }] : []),
  ];
  if (given.length !== 1) {
    throw new OperatorProblem('Say whom it is for, one of: --terminal NAME, --site ID, --ring RING, --all.');
  }
  const audience = audienceSchema.safeParse(given[0]);
  if (audience.success) return audience.data;
  throw new OperatorProblem(
    'Terminals, sites and rings are named with small letters, digits and hyphens, like bibliothek-1.',
  );
};
