import { z } from 'zod';
import { isSecureAddress } from './secure-address.ts';

/** So many events at once the reference city takes; it asks for them in `reporting` (CloudEvents 1.0: a batch must be solicited). */
export const EVENT_BATCH_MAX = 20;

/**
 * How events are posted (CloudEvents 1.0, HTTP binding): each alone (`structured`), as a CloudEvents batch, or as the
 * same array called plain JSON, for receivers that know nothing else.
 */
export const contentModeSchema = z.enum(['structured', 'batch', 'json-array']);
export type ContentMode = z.infer<typeof contentModeSchema>;

/** Where and how a terminal delivers its events. */
export const reportingSchema = z.strictObject({
  contentMode: contentModeSchema.default('structured'),
  /** The most events in one request; of no meaning in `structured`. */
  maxBatchEvents: z.int().min(1).max(1000).default(EVENT_BATCH_MAX),
  /** An event platform of the city's own; without it the city endpoint gets the events. */
  url: z
    .url()
    .max(2048)
    .refine((address) => URL.canParse(address) && isSecureAddress(new URL(address)), {
      error: 'must begin with https://',
    })
    .optional(),
  /** What that platform wants to hear as `Authorization: Bearer`; it never gets the terminal's own. */
  token: z
    .string()
    .regex(/^[\x21-\x7e]{1,4096}$/)
    .optional(),
});
export type Reporting = z.infer<typeof reportingSchema>;

export const DEFAULT_REPORTING: Reporting = reportingSchema.parse({});
