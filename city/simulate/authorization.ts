import { RENEW_AT_LEFT } from '../../contract/enrolment.ts';
import { type EnrolledTerminal, renewToken } from './enrol-terminal.ts';

/** What a terminal shows with each request; it may have to ask for it first. */
export type Authorize = () => Promise<string>;

/** How an invented terminal shows who it is, with a token that it renews in time. */
export const authorizationOf = (city: URL, one: EnrolledTerminal): Authorize => {
  const whenToRenew = ({ lifeSeconds }: EnrolledTerminal): number =>
    Date.now() + lifeSeconds * (1 - RENEW_AT_LEFT) * 1000;
  let current = one;
  let renewAt = whenToRenew(one);
  let renewing: Promise<void> | null = null;
  const renew = async (): Promise<void> => {
    current = await renewToken(city, current);
    renewAt = whenToRenew(current);
  };
  return async () => {
    if (Date.now() >= renewAt) {
      renewing ??= renew().finally(() => (renewing = null));
      // The one before is good for a while; the next request tries again.
      await renewing.catch(() => undefined);
    }
    return `Bearer ${current.token}`;
  };
};
