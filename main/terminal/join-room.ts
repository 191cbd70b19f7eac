import type { CityLink } from '../link/city.ts';
import { leadsToAllowedHost } from '../lockdown/allowed-hosts.ts';
import type { VisitPorts } from '../visit/ports.ts';
import type { ConfigurationInForce } from './configuration-in-force.ts';

export interface JoinRoomPorts {
  readonly link: Pick<CityLink, 'join'>;
  readonly configuration: Pick<ConfigurationInForce, 'current' | 'refresh'>;
  /** A meeting may be opened that is there. */
  readonly found: (host: string | null) => void;
}

/** Asks the city for a join, and opens none that leads where the configuration allows no meeting. */
export const joinRoomWith =
  ({ link, configuration, found }: JoinRoomPorts): VisitPorts['join'] =>
  async (room, request, signal) => {
    const answer = await link.join(room, request, signal);
    // The one change that cannot wait for the end of the visit: with the old terms nobody gets in any more.
    if (!answer.ok && answer.code === 'terms-outdated') await configuration.refresh(true);
    if (answer.ok && !leadsToAllowedHost(answer.value, configuration.current().hosts)) {
      return { ok: false, code: 'meeting-foreign' };
    }
    if (answer.ok) found(answer.value.meetingHosts[0] ?? null);
    return answer;
  };
