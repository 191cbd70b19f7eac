import { z } from 'zod';
import { roomIdSchema } from './room.ts';

/** What a terminal was for most of an hour; whatever use there was counts more than waiting. */
export const hourStateSchema = z.enum([
  'used',
  'ready',
  'closed',
  'service',
  /** A wipe had failed. */
  'blocked',
  /** Nobody was there, and the city could not be reached. */
  'offline',
  /** Switched off as it should be. */
  'off',
  /** Nothing was heard. */
  'silent',
  /** It had not been heard yet. */
  'absent',
]);
export type HourState = z.infer<typeof hourStateSchema>;

export const DAY_HOURS = 24;

/** The last 24 hours, oldest first; the last one is not over yet. */
export const daySchema = z.array(hourStateSchema).length(DAY_HOURS);
export type Day = z.infer<typeof daySchema>;

/** More than are in sight at once. */
export const DAYS_MAX = 60;

export const daysQuerySchema = z.strictObject({ terminals: z.string().max(DAYS_MAX * 65) });
export const dayNamesSchema = z.array(roomIdSchema).min(1).max(DAYS_MAX);
export const daysSchema = z.object({ days: z.record(z.string(), daySchema) });
export type Days = z.infer<typeof daysSchema>;
