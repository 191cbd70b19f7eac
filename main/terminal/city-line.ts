import type { Reporting } from '../../contract/reporting.ts';
import { authorizedFetch } from '../link/authorized-fetch.ts';
import { createCityLink, type CityLink } from '../link/city.ts';
import type { IdentityRefusal } from './identity.ts';
import { keepToken } from './keep-token.ts';
import type { StateStore } from './state.ts';

interface CityLinePorts {
  readonly city: string;
  readonly state: Pick<StateStore, 'read' | 'write'>;
  /** The network stack. */
  readonly fetch: (request: Request) => Promise<Response>;
  readonly answerSeconds: () => number;
  readonly reporting: () => Reporting;
  readonly refused: (code: IdentityRefusal | null) => void;
}

/** The line to the city of an enrolled terminal: each request carries a token that is good. */
export const openCityLine = ({ state, refused, ...options }: CityLinePorts): CityLink => {
  const now = Date.now;
  const line = createCityLink({ ...options, now });
  const keeper = keepToken({ state, line, now, refused });
  return createCityLink({ ...options, fetchFromCity: authorizedFetch(options.fetch, keeper), now });
};
