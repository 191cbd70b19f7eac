import type { JoinAnswer, JoinRequest } from '../../contract/join.ts';
import type { Role } from '../../contract/role.ts';
import type { CityRoom } from '../rooms/city-room.ts';
import type { Refusal } from '../refusal.ts';

/** What is known about the meetings of the rooms now; `away` when the server behind them does not answer. */
export type RoomMeetings =
  | { readonly state: 'known'; readonly participantsOf: (roomId: string) => number | null }
  | { readonly state: 'away'; readonly refusal: Refusal };

/** Where meetings happen, whatever software that is. */
export interface MeetingServer {
  /** A few seconds old at most; never throws. `participantsOf` is null for a room whose meeting is not running. */
  readonly look: () => Promise<RoomMeetings>;
  /**
   * Opens the room's meeting if need be and allowed, and makes one person's way into it.
   * @throws Refusal `room-full`, `meeting-ended`, `meeting-not-started`, `meeting-server-refused`, `meeting-server-unreachable`
   */
  readonly join: (room: CityRoom, request: JoinRequest, role: Role) => Promise<JoinAnswer>;
}
