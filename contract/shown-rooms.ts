import { z } from 'zod';
import { roomIdSchema, type RoomId } from './room.ts';

/** Rooms of a terminal, in its order. An empty list is meant: such a terminal opens rooms by their code only. */
export const shownRoomsSchema = z
  .array(roomIdSchema)
  .max(500)
  .refine((ids) => new Set(ids).size === ids.length, { error: 'must not name a room twice' });

/**
 * Which rooms a code opens. A terminal that shows some rooms only is meant to lead nowhere else: a code that has got
 * about must not make it a way into the city's other rooms, unless the city says so.
 */
export const roomsByCodeSchema = z.enum(['shown', 'all']);
export type RoomsByCode = z.infer<typeof roomsByCodeSchema>;

/**
 * The rooms that a terminal shows.
 * @param rooms all of the city
 * @param shown as configured; null is all. One that the city does not have is skipped.
 */
export const shownRooms = <T extends { readonly id: RoomId }>(
  rooms: readonly T[],
  shown: readonly RoomId[] | null,
): readonly T[] => (shown === null ? rooms : shown.flatMap((id) => rooms.find((room) => room.id === id) ?? []));
