import { shownRooms } from '../../contract/shown-rooms.ts';
import type { CityLink } from '../link/city.ts';
import type { RoomListPorts } from '../link/room-list.ts';
import type { ConfigurationInForce } from './configuration-in-force.ts';

export interface AskRoomsPorts {
  readonly link: Pick<CityLink, 'rooms' | 'clockOffset'>;
  readonly configuration: Pick<ConfigurationInForce, 'current' | 'refresh' | 'isDue'>;
  /** The city's clock shows another time than was known. */
  readonly clockSet: () => void;
}

/** Asks for the rooms that this terminal shows, and from time to time for its configuration before. */
export const askRoomsWith =
  ({ link, configuration, clockSet }: AskRoomsPorts): RoomListPorts['ask'] =>
  async () => {
    if (configuration.isDue()) {
      const answer = await configuration.refresh();
      // Rooms without terms would lead nowhere.
      if (!answer.ok && configuration.current().terms === null) return answer;
    }
    const offset = link.clockOffset();
    const answer = await link.rooms();
    if (link.clockOffset() !== offset) clockSet();
    return answer.ok ? { ok: true, value: shownRooms(answer.value, configuration.current().rooms) } : answer;
  };
