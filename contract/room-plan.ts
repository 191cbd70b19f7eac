import { z } from 'zod';
import { localizedPlainTextSchema } from './plain-text.ts';

const timeOfDaySchema = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day like 17:00');

/** A meeting that comes back every week, in the city's own wall-clock time. */
export const weeklySlotSchema = z.strictObject({
  /** ISO 8601: 1 is Monday, 7 is Sunday. */
  weekday: z.int().min(1).max(7),
  start: timeOfDaySchema,
  /** Not after `start` means: on the next day. */
  end: timeOfDaySchema,
});
export type WeeklySlot = z.infer<typeof weeklySlotSchema>;

export const scheduleSchema = z.array(weeklySlotSchema).max(50);

/** BBB names a meeting after its room and takes 2 to 256 characters (create, `name`). */
export const TITLE_MIN = 2;
export const TITLE_MAX = 120;

export const roomTitleSchema = localizedPlainTextSchema(TITLE_MAX).refine(
  ({ de, en }) => [de, en ?? de].every((text) => text.length >= TITLE_MIN),
  { error: `must have ${TITLE_MIN} to ${TITLE_MAX} characters` },
);

/** As long as a card of the terminal has place for. */
export const DESCRIPTION_MAX = 300;

export const roomDescriptionSchema = localizedPlainTextSchema(DESCRIPTION_MAX).nullable();

export const MOST_PARTICIPANTS = 10_000;

/** People a meeting of a room takes; null leaves it to the BBB server. */
export const maxParticipantsSchema = z.int().min(1).max(MOST_PARTICIPANTS).nullable();

/** Whose coming opens a meeting; with `moderator` all others wait until a moderator code was used. */
export const startedBySchema = z.enum(['anyone', 'moderator']);
