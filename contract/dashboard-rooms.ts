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

/** What was decided about a room when somebody looked at it: another decision, another version. */
const roomVersionSchema = z.string().regex(/^[\w-]{43}$/);

/** A changed plan, with the version of the one that was changed: nobody overwrites what they have not seen. */
export const roomChangeSchema = roomPlanSchema.extend({ version: roomVersionSchema });
export type RoomChange = z.infer<typeof roomChangeSchema>;

/** A room as the dashboard shows it; its words as they are stored, whatever may be written by now. */
export const plannedRoomSchema = roomPlanSchema.extend({
  id: roomIdSchema,
  title: localizedTextSchema,
  description: localizedTextSchema.nullable(),
  version: roomVersionSchema,
  /** The next meetings of its schedule, or the one going on. */
  next: z.array(plannedMeetingSchema),
  /** Its last day is over: it is as if there were no such room, but for the dashboard. */
  isExpired: z.boolean(),
  /** Whether the file of the import has made it: the next import replaces what was changed since. */
  fromImport: z.boolean(),
  /**
   * Which codes it has, since and until when (milliseconds since 1970; null for as long as the room). The codes
   * themselves nobody can read any more.
   */
  codes: z.array(z.object({ role: roleSchema, createdAt: z.number(), validUntil: z.number().nullable() })),
});
export type PlannedRoom = z.infer<typeof plannedRoomSchema>;

export const plannedRoomsSchema = z.object({ timeZone: z.string(), rooms: z.array(plannedRoomSchema) });
export type PlannedRooms = z.infer<typeof plannedRoomsSchema>;

/** A year; then a new one is due. */
export const CODE_VALID_MAX_SECONDS = 365 * 24 * 60 * 60;

/** For how long a code is valid from now on. */
export const codeValidSecondsSchema = z.int().min(1).max(CODE_VALID_MAX_SECONDS);

export const newCodeSchema = z.strictObject({
  role: roleSchema,
  /** As long as the room when absent. */
  validSeconds: codeValidSecondsSchema.optional(),
});
export type NewCode = z.infer<typeof newCodeSchema>;

/** A code in the only moment in which it can be read. */
export const shownCodeSchema = z.object({
  code: z.string(),
  /** Its QR, row by row, `1` for each dark field. */
  fields: z.array(z.string().regex(/^[01]+$/)),
});
export type ShownCode = z.infer<typeof shownCodeSchema>;
