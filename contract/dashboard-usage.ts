import { z } from 'zod';
import { daySinceEpochSchema } from './since-epoch.ts';

/** Paths of what the dashboard tells about the use of the terminals. */
export const USAGE_PATHS = {
  usage: 'dashboard/api/usage',
  /** The same as a file. */
  table: 'dashboard/api/usage.csv',
} as const;

/** No number of visits below this is told: who knows when somebody was there shall not find out more. */
export const LEAST_VISITS = 5;

/** Longer than a quarter is asked for piece by piece. */
export const USAGE_DAYS_MAX = 92;

const DAY_MS = 24 * 60 * 60_000;

/** Of which days, both included, in the city's time zone. */
export const usageQuerySchema = z
  .strictObject({ from: daySinceEpochSchema, to: daySinceEpochSchema })
  .refine(({ from, to }) => from <= to && Date.parse(to) - Date.parse(from) < USAGE_DAYS_MAX * DAY_MS, {
    error: `must be 1 to ${USAGE_DAYS_MAX} days`,
  });
export type UsageQuery = z.infer<typeof usageQuerySchema>;

/** Stands for several values whose visits are told together, as one of them has too few. */
export const OTHERS = 'others';
/** Stands for the visits of which nothing is known here: nobody rated, no meeting was entered. */
export const NONE = 'none';

const sharesSchema = z.array(z.object({ value: z.string(), visits: z.int().min(LEAST_VISITS) }));
export type Shares = z.infer<typeof sharesSchema>;

/** What visits are divided by, beside when they were. */
export const sharedBySchema = z.enum(['language', 'outcome', 'rating']);
export type SharedBy = z.infer<typeof sharedBySchema>;

const visits = z.int().min(LEAST_VISITS);
const instant = z.iso.datetime({ offset: true });

/** Days that are told together, and in them hours that are told together. */
const spanSchema = z.object({
  firstDay: z.iso.date(),
  lastDay: z.iso.date(),
  visits,
  hours: z.array(
    z.object({
      start: instant,
      end: instant,
      visits,
      /** One of the two is in the hour that exists twice when the clocks are set back. */
      isTwice: z.boolean(),
    }),
  ),
});
export type UsageSpan = z.infer<typeof spanSchema>;

const siteUsageSchema = z.object({
  site: z.string(),
  /** Of all that is told; there may have been more. */
  visits: z.int().min(0),
  spans: z.array(spanSchema),
  shares: z.record(sharedBySchema, sharesSchema),
});
export type SiteUsage = z.infer<typeof siteUsageSchema>;

/** Why a terminal could not be used. */
export const disturbanceCauseSchema = z.enum(['lost', 'cut-off', 'blocked', 'lock-incomplete']);

const disturbanceSchema = z.object({
  site: z.string(),
  terminal: z.string(),
  cause: disturbanceCauseSchema,
  minutes: z.int().min(1),
});
export type Disturbance = z.infer<typeof disturbanceSchema>;

/** Words of a feedback, without where in the site and when in the day they were written. */
const feedbackWordsSchema = z.object({ site: z.string(), day: z.iso.date(), words: z.string() });
export type FeedbackWords = z.infer<typeof feedbackWordsSchema>;

export const usageSchema = z.object({
  timeZone: z.string(),
  from: z.iso.date(),
  to: z.iso.date(),
  sites: z.array(siteUsageSchema),
  disturbances: z.array(disturbanceSchema),
  /** Null for whoever may not read them. */
  words: z.array(feedbackWordsSchema).nullable(),
});
export type Usage = z.infer<typeof usageSchema>;
