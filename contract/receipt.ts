import { z } from 'zod';

/** What a wipe looks after. The first step covers the meeting, the second our own screens. */
export const wipeItemSchema = z.enum([
  'meeting-view',
  'meeting-process',
  'connections',
  'cookies',
  'storage',
  'service-workers',
  'http-cache',
  'code-cache',
  'sign-ins',
  'host-names',
  'device-ids',
  'clipboard',
  'name',
  'code',
  'language',
]);
export type WipeItem = z.infer<typeof wipeItemSchema>;

/** `verified` was looked at and is empty; `cleared` cannot be read back; `failed` is still there. */
export const wipeResultSchema = z.enum(['verified', 'cleared', 'failed']);
export type WipeResult = z.infer<typeof wipeResultSchema>;

export const receiptSchema = z.strictObject({
  durationMs: z.number().min(0),
  items: z.array(z.strictObject({ item: wipeItemSchema, result: wipeResultSchema })),
});
export type Receipt = z.infer<typeof receiptSchema>;
