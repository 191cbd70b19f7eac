import { z } from 'zod';

/** A time on the wall, `08:00` to `23:59`. */
const wallClockSchema = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/);

/** From one time on the wall to another; what ends at or before its beginning ends on the next day. */
const openSlotSchema = z.object({ from: wallClockSchema, to: wallClockSchema });
export type OpenSlot = z.infer<typeof openSlotSchema>;

/** When a site is open. A site without opening hours is always open. */
export const openingHoursSchema = z.object({
  weekly: z
    .array(
      openSlotSchema.extend({
        /** 1 is Monday, 7 Sunday (ISO 8601). */
        weekday: z.int().min(1).max(7),
      }),
    )
    .max(28),
  /** Days that are unlike the others of their weekday: what begins on them is this, and nothing else. */
  exceptions: z
    .array(
      z.object({
        date: z.iso.date(),
        /** Empty: closed. */
        open: z.array(openSlotSchema).max(4),
      }),
    )
    .max(400)
    .default([]),
});
export type OpeningHours = z.infer<typeof openingHoursSchema>;
