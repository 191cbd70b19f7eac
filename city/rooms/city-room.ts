import { z } from 'zod';
import { telephoneNumberSchema } from '../../contract/dial-in.ts';
import { localizedTextSchema } from '../../contract/locale.ts';
import { roomIdSchema, roomKindSchema } from '../../contract/room.ts';
import {
  maxParticipantsSchema,
  roomDescriptionSchema,
  roomTitleSchema,
  scheduleSchema,
  startedBySchema,
} from '../../contract/room-plan.ts';

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
  title: roomTitleSchema,
  description: roomDescriptionSchema.default(null),
  maxParticipants: maxParticipantsSchema.default(null),
  startedBy: startedBySchema.default('anyone'),
  dialIn: roomDialInSchema.nullable().default(null),
  /** Whether a terminal lets its visitors show the meeting's own view to the others. */
  screenShare: z.boolean().default(false),
  schedule: scheduleSchema.default([]),
});
/** The same as it is stored: what could be written earlier is still shown. */
export const storedRoomSchema = cityRoomSchema.extend({
  title: localizedTextSchema,
  description: localizedTextSchema.nullable(),
});
export type CityRoom = z.infer<typeof cityRoomSchema>;
