import { z } from 'zod';
import { localizedTextSchema } from './locale.ts';

/** A room id is a slug chosen by the city; it may stand in reports, so it cannot hold free text. */
export const roomIdSchema = z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/);
export type RoomId = z.infer<typeof roomIdSchema>;

/** More than anybody looks through, and than one answer should hold. */
export const ROOMS_MAX = 500;

export const roomKindSchema = z.enum(['open', 'closed', 'portal']);

/** A planned meeting as two instants, ISO 8601 with offset or `Z`. */
export const plannedMeetingSchema = z.object({
  start: z.iso.datetime({ offset: true }),
  end: z.iso.datetime({ offset: true }),
});
export type PlannedMeeting = z.infer<typeof plannedMeetingSchema>;

/** What a terminal may know of a room: never who is in it, never a password. */
export const roomSchema = z.object({
  id: roomIdSchema,
  kind: roomKindSchema,
  title: localizedTextSchema,
  description: localizedTextSchema.nullable(),
  /** At least one person is in the meeting now. */
  running: z.boolean(),
  /** People in the running meeting; 0 when it is not running. */
  participants: z.int().min(0),
  /** The next planned meeting that has not ended yet, or the one going on. */
  nextMeeting: plannedMeetingSchema.nullable(),
});
export type Room = z.infer<typeof roomSchema>;
