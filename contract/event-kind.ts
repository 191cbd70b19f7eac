import { z } from 'zod';

/**
 * Kinds of events, in the order in which a terminal gives them up when its spool is full: heartbeats first, then
 * numbers on use, visits, problems, and last what somebody said or had done.
 */
export const eventKindSchema = z.enum(['heartbeat', 'usage', 'visit', 'problem', 'lasting']);
export type EventKind = z.infer<typeof eventKindSchema>;
