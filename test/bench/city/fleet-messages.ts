import { z } from 'zod';
import { enrolledTerminalSchema } from '../../../city/simulate/enrol-terminal.ts';

/** What the process of a fleet is told. */
export const fleetRequestSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('start'),
    /** Addresses of city endpoints, over which the terminals are spread. */
    cities: z.array(z.string()),
    terminals: z.array(enrolledTerminalSchema),
    /** In minutes. */
    backlog: z.number(),
    comeWithinSeconds: z.number(),
  }),
  z.object({ kind: z.literal('count') }),
  /** How far a command has come. */
  z.object({ kind: z.literal('order'), id: z.string() }),
]);
export type FleetRequest = z.infer<typeof fleetRequestSchema>;

const count = z.int().min(0);

export const fleetCountSchema = z.object({
  came: count,
  listening: count,
  taken: count,
  waiting: count,
  refused: count,
  /** Answers of 500 and more, and none at all. */
  failures: count,
  slowestNewMs: z.number(),
});

/** When each terminal had come so far, in milliseconds since 1970. */
export const orderTimesSchema = z.object({ accepted: z.array(z.number()), stored: z.array(z.number()) });
