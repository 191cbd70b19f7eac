import { z } from 'zod';

/** What can be reported from a meeting: what people do to each other, and what does not work. */
export const abuseReasonSchema = z.enum(['insult', 'unwanted-pictures', 'other']);
export const faultReasonSchema = z.enum(['no-sound', 'no-picture', 'frozen']);

export const reportReasonSchema = z.enum([...abuseReasonSchema.options, ...faultReasonSchema.options]);
export type ReportReason = z.infer<typeof reportReasonSchema>;
