import { z } from 'zod';
import { telephoneNumberSchema } from '../../contract/dial-in.ts';
import { localizedTextSchema } from '../../contract/locale.ts';
import { roomIdSchema, roomKindSchema } from '../../contract/room.ts';

const timeOfDaySchema = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day like 17:00');

/** A meeting that comes back every week, in the city's own wall-clock time. */
const weeklySlotSchema = z.strictObject({
  /** ISO 8601: 1 is Monday, 7 is Sunday. */
  weekday: z.int().min(1).max(7),
  start: timeOfDaySchema,
  /** Not after `start` means: on the next day. */
  end: timeOfDaySchema,
});
export type WeeklySlot = z.infer<typeof weeklySlotSchema>;

/** BBB names a meeting after its room and takes 2 to 256 characters (create, `name`). */
const TITLE_MIN = 2;
const TITLE_MAX = 120;

/** A telephone line into the room's meetings, where the BBB server has one. */
const roomDialInSchema = z.strictObject({
  number: telephoneNumberSchema,
  /** Digits to enter after it; left out, the BBB server chooses new ones for each meeting. */
  conference: z
    .string()
    .regex(/^[1-9]\d{3,9}$/, 'must be 4 to 10 digits; a BBB server takes five unless set up otherwise')
    .optional(),
});

/** A room as the city knows it: what a terminal sees of it, and how its meetings are made. */
export const cityRoomSchema = z.strictObject({
  id: roomIdSchema,
  kind: roomKindSchema.default('open'),
  title: localizedTextSchema.refine(
    ({ de, en }) => [de, en ?? de].every((text) => text.length >= TITLE_MIN && text.length <= TITLE_MAX),
    { error: `must have ${TITLE_MIN} to ${TITLE_MAX} characters` },
  ),
  description: localizedTextSchema.nullable().default(null),
  /** People a meeting of this room takes; null leaves it to the BBB server. */
  maxParticipants: z.int().min(1).max(10_000).nullable().default(null),
  /** Whose coming opens a meeting; with `moderator` all others wait until a moderator code was used. */
  startedBy: z.enum(['anyone', 'moderator']).default('anyone'),
  dialIn: roomDialInSchema.nullable().default(null),
  /** Whether a terminal lets its visitors show the meeting's own view to the others. */
  screenShare: z.boolean().default(false),
  schedule: z.array(weeklySlotSchema).max(50).default([]),
});
export type CityRoom = z.infer<typeof cityRoomSchema>;
