import { z } from 'zod';

/** What a wipe looks after. The first step covers the meeting, the second our own screens. */
export const wipeItemSchema = z.enum([
  'meeting-view',
  'meeting-process',
  'connections',
  'camera',
  'microphone',
  'cookies',
  /** Databases, caches and files of pages. */
  'storage',
  /** `localStorage` and `sessionStorage`, which nothing but a page can read. */
  'page-storage',
  'service-workers',
  'http-cache',
  'code-cache',
  'shader-cache',
  /** Dictionaries with which a server compresses its answers (RFC 9842). */
  'dictionaries',
  'sign-ins',
  'host-names',
  'device-ids',
  'permissions',
  'zoom',
  'clipboard',
  /** What Chromium put into its folders for temporary files and downloads. */
  'files',
  'name',
  'code',
  'language',
  /** The volume as the site wants it. */
  'sound',
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

/** Whether something of a visitor is left. A sound that stays too loud is a nuisance, and no trace of anybody. */
export const hasTraces = ({ items }: Receipt): boolean =>
  items.some(({ item, result }) => result === 'failed' && item !== 'sound');
