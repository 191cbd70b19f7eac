import type { CityConfiguration } from '../../contract/configuration.ts';
import { shownRooms } from '../../contract/shown-rooms.ts';
import type { Database } from '../store/open-store.ts';
import type { CityRoom } from './city-room.ts';
import { findRoom, listRooms } from './room-store.ts';

/** What a terminal's configuration says about rooms. */
type RoomSettings = Pick<CityConfiguration, 'rooms' | 'roomsByCode'>;

const shows = (id: string, { rooms }: RoomSettings): boolean => rooms === null || rooms.includes(id);

/** The rooms that a terminal shows, in its order. @param now milliseconds since 1970 */
export const listShownRooms = async (
  db: Database,
  { rooms }: RoomSettings,
  now: number,
): Promise<readonly CityRoom[]> => shownRooms(await listRooms(db, now), rooms);

/** @returns the room, null when the terminal does not show one with this id now (milliseconds since 1970) */
export const findShownRoom = async (
  db: Database,
  id: string,
  settings: RoomSettings,
  now: number,
): Promise<CityRoom | null> => (shows(id, settings) ? findRoom(db, id, now) : null);

/** Whether a code opens this room at a terminal. */
export const opensByCode = (id: string, settings: RoomSettings): boolean =>
  settings.roomsByCode === 'all' || shows(id, settings);
