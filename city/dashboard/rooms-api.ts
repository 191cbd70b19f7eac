import { z } from 'zod';
import {
  type NewCode,
  type PlannedRoom,
  type PlannedRooms,
  plannedRoomsSchema,
  ROOM_PATHS,
  type RoomPlan,
  type ShownCode,
  shownCodeSchema,
} from '../../contract/dashboard-rooms.ts';
import type { Role } from '../../contract/role.ts';
import { answer, ask } from './city-api.ts';

/** All rooms, with what is planned in them and which codes they have. */
export const readRooms = (): Promise<PlannedRooms> => answer(plannedRoomsSchema, ask(ROOM_PATHS.rooms));

/** Makes a room, or changes the one that was read. */
export const saveRoom = async (room: PlannedRoom | null, plan: RoomPlan): Promise<void> => {
  if (room === null) await answer(z.object({ id: z.string() }), ask(ROOM_PATHS.rooms, { method: 'POST', body: plan }));
  else await ask(ROOM_PATHS.room(room.id), { method: 'PUT', body: { ...plan, version: room.version } });
};

/** Removes a room with its codes. */
export const removeRoom = async (id: string): Promise<void> => {
  await ask(ROOM_PATHS.room(id), { method: 'DELETE' });
};

/** Makes a code in the place of an earlier one; it can be read this once. */
export const makeCode = (id: string, code: NewCode): Promise<ShownCode> =>
  answer(shownCodeSchema, ask(ROOM_PATHS.codes(id), { method: 'POST', body: code }));

/** Makes the code of a room and role stop working. */
export const withdrawCode = async (id: string, role: Role): Promise<void> => {
  await ask(ROOM_PATHS.code(id, role), { method: 'DELETE' });
};
