import { z } from 'zod';
import { accessCodeSchema } from './access-code.ts';
import { dialInSchema } from './dial-in.ts';
import { localeSchema } from './locale.ts';
import { personNameSchema } from './person-name.ts';

/** How somebody takes part: `listen` joins without a microphone, `speak` with one. */
export const partSchema = z.enum(['listen', 'speak']);
export type Part = z.infer<typeof partSchema>;

export const joinRequestSchema = z.strictObject({
  name: personNameSchema,
  part: partSchema,
  locale: localeSchema,
  termsVersion: z.string().min(1).max(32),
  /** Lets into a closed room, or makes a moderator. */
  code: accessCodeSchema.optional(),
  /** They have seen and heard at the terminal whether camera and microphone work, and need not do so again. */
  checked: z.boolean().optional(),
});
export type JoinRequest = z.infer<typeof joinRequestSchema>;

/**
 * What the terminal needs for one person in one meeting. The URL carries the name and a signature:
 * it stays in memory and never reaches a log, an event or the disk.
 */
export const joinAnswerSchema = z.object({
  joinUrl: z.url({ protocol: /^https?$/ }),
  /** Hosts (`name` or `name:port`) the meeting's main frame may be on. */
  meetingHosts: z.array(z.string().min(1)).min(1),
  /** The reserved address at which the meeting hands the person back; nothing ever listens there. */
  returnUrl: z.url(),
  /** Whether people of this room may show the meeting's own view to the others; absent means no. */
  screenShare: z.boolean().optional(),
  /**
   * Here and not with the room: only who was let in may call, and the list of rooms is kept on the terminal's disk.
   * Absent when the room has none.
   */
  dialIn: dialInSchema.optional(),
});
export type JoinAnswer = z.infer<typeof joinAnswerSchema>;
