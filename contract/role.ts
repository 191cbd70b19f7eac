import { z } from 'zod';

/** What a code makes of somebody in a meeting; who has none is an attendee. */
export const roleSchema = z.enum(['attendee', 'moderator']);
export type Role = z.infer<typeof roleSchema>;
