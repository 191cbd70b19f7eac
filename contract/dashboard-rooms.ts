import { z } from 'zod';
import { daySinceEpochSchema } from './since-epoch.ts';
import { localizedTextSchema } from './locale.ts';
import { roleSchema } from './role.ts';
import {
  maxParticipantsSchema,
  roomDescriptionSchema,
  roomTitleSchema,
  scheduleSchema,
  startedBySchema,
} from './room-plan.ts';
import { plannedMeetingSchema, roomIdSchema, roomKindSchema } from './room.ts';

/** Paths of the rooms in the dashboard. @param id a room's, safe in a path by its pattern */
export const ROOM_PATHS = {
  rooms: 'dashboard/api/rooms',
  room: (id: string): string => `dashboard/api/rooms/${id}`,
  codes: (id: string): string => `dashboard/api/rooms/${id}/codes`,
  /** @param role whose code of the room */
  code: (id: string, role: string): string => `dashboard/api/rooms/${id}/codes/${role}`,
} as const;

/** What somebody decides about a room. What is not here, like a telephone line, stays as the file of the import has it. */
export const roomPlanSchema = z.strictObject({
  kind: roomKindSchema,
  title: roomTitleSchema,
  description: roomDescriptionSchema,
  maxParticipants: maxParticipantsSchema,
  startedBy: startedBySchema,
  screenShare: z.boolean(),
  schedule: scheduleSchema,
  /** The last day on which the room can be entered, by the city's clocks; null for no end. */
  lastDay: daySinceEpochSchema.nullable(),
});
export type RoomPlan = z.infer<typeof roomPlanSchema>;

/** A room as the dashboard shows it; its words as they are stored, whatever may be written by now. */
export const plannedRoomSchema = roomPlanSchema.extend({
  id: roomIdSchema,
  title: localizedTextSchema,
  description: localizedTextSchema.nullable(),
  /** The next meetings of its schedule, or the one going on. */
  next: z.array(plannedMeetingSchema),
  /** Its last day is over: it is as if there were no such room, but for the dashboard. */
  isExpired: z.boolean(),
  /** Whether the file of the import has made it: the next import replaces what was changed since. */
  fromImport: z.boolean(),
  /** Which codes it has, and since when (milliseconds since 1970). The codes themselves nobody can read any more. */
  codes: z.array(z.object({ role: roleSchema, createdAt: z.number() })),
});
export type PlannedRoom = z.infer<typeof plannedRoomSchema>;

export const plannedRoomsSchema = z.object({ timeZone: z.string(), rooms: z.array(plannedRoomSchema) });
export type PlannedRooms = z.infer<typeof plannedRoomsSchema>;

export const newCodeSchema = z.strictObject({ role: roleSchema });

/** A code in the only moment in which it can be read. */
export const shownCodeSchema = z.object({
  code: z.string(),
  /** Its QR, row by row, `1` for each dark field. */
  fields: z.array(z.string().regex(/^[01]+$/)),
});
export type ShownCode = z.infer<typeof shownCodeSchema>;
