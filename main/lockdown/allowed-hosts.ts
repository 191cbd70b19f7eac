import type { JoinAnswer } from '../../contract/join.ts';
import { isAmongHosts, type HostPattern } from '../../contract/meeting-host.ts';
import { addressesOf, judgeDestination } from './meeting-address.ts';

/**
 * Whether a join leads where this terminal may be in meetings. All hosts that it names count, as the meeting may go
 * to each of them later.
 * @param patterns as configured; null leaves it to the join
 */
export const leadsToAllowedHost = (answer: JoinAnswer, patterns: readonly HostPattern[] | null): boolean => {
  if (patterns === null) return true;
  const addresses = addressesOf(answer);
  return (
    judgeDestination(answer.joinUrl, addresses).kind === 'inside' &&
    addresses.hosts.every((host) => isAmongHosts(host, patterns))
  );
};
