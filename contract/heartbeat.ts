import { z } from 'zod';
import { percentSchema } from './devices.ts';
import { versionSchema } from './version.ts';

const count = z.int().min(0);
const seconds = z.int().min(0);

/** What a terminal does. */
export const doingSchema = z.enum([
  /** Waits for a visitor. */
  'idle',
  'in-use',
  'in-meeting',
  /** Nobody is there, and the city cannot be reached. */
  'offline',
  /** Outside the opening hours. */
  'closed',
  /** The city has locked it. */
  'locked',
  /** Staff has opened the service menu. */
  'service',
  /** A wipe failed: staff has to look at it. */
  'blocked',
  /** The last one before it goes off as it should: whoever is silent without it was lost. */
  'off',
]);
export type Doing = z.infer<typeof doingSchema>;

export const networkKindSchema = z.enum(['wired', 'wireless', 'none']);
export type NetworkKind = z.infer<typeof networkKindSchema>;

/** How a terminal is: numbers, enumerations and versions. What cannot be known on a machine is absent. */
export const heartbeatSchema = z.strictObject({
  doing: doingSchema,
  version: versionSchema,
  electron: versionSchema,
  chromium: versionSchema,
  /** The kernel's. */
  system: versionSchema.optional(),
  /** Of the configuration in force, and since when the city has not said anything about it. */
  configurationVersion: z.int().min(1).optional(),
  configurationAgeSeconds: seconds.optional(),
  /** Since the program started, and since the machine did. */
  upSeconds: seconds,
  machineUpSeconds: seconds,
  /** In use, of the whole machine; the processor's over the last minute. */
  processorPercent: percentSchema.optional(),
  memoryPercent: percentSchema.optional(),
  /** In use, of the disk that the terminal's own folder is on. */
  diskPercent: percentSchema.optional(),
  /** Degrees Celsius of the warmest place that the machine measures. */
  temperature: z.int().min(-60).max(200).optional(),
  network: networkKindSchema.optional(),
  /** How long the receiver of the events took for its last answer. */
  answerMs: count.optional(),
  /** How far this machine's clock is ahead of the city's. */
  clockAheadSeconds: z.int(),
  /** One for each display, in pixels. */
  screens: z
    .array(z.strictObject({ width: count, height: count, touch: z.boolean() }))
    .max(8)
    .optional(),
  cameras: count.optional(),
  microphones: count.optional(),
  speakers: count.optional(),
  keyboard: z.boolean().optional(),
  spool: z.strictObject({
    waiting: count,
    bytes: count,
    /** The age of the oldest event that waits. */
    oldestSeconds: seconds.optional(),
    /** Since the program started. */
    dropped: count,
    /** What the city will not take, kept for whoever looks into it. */
    deadLetters: count,
  }),
});
export type Heartbeat = z.infer<typeof heartbeatSchema>;
