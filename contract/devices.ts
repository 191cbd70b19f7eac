import { z } from 'zod';

/**
 * A device as a site describes it. A person's choice in our page does not carry into the meeting page, where
 * the same device has another id; so devices are chosen for the whole machine, by what does not change: the
 * words of their label and the port they are plugged into.
 */
export const deviceMatchSchema = z
  .strictObject({ label: z.string().min(1).max(120), port: z.string().min(1).max(120) })
  .partial()
  .refine(({ label, port }) => label !== undefined || port !== undefined, 'a label or a port is needed');
export type DeviceMatch = z.infer<typeof deviceMatchSchema>;

const preferenceSchema = z.array(deviceMatchSchema).max(10);

export const percentSchema = z.int().min(0).max(100);

/** How people hear and are heard at a terminal. `listen-only` opens no microphone, whoever leads the meeting. */
export const audioUseSchema = z.enum(['speakerphone', 'headset', 'listen-only']);
export type AudioUse = z.infer<typeof audioUseSchema>;

/** Which devices a terminal uses, and how loud it is for everybody who comes to it. */
export const deviceProfileSchema = z
  .strictObject({
    /** The first that is there is used; none of them leaves the choice to the system. */
    microphone: preferenceSchema,
    speaker: preferenceSchema,
    /** Per cent; visitors change it for their visit only. As found at the start when absent. */
    volume: percentSchema,
    audio: audioUseSchema,
    /** The diagonal of the display, in inches. */
    screen: z.number().min(7).max(120),
    /** From the eyes to the display, in cm. */
    viewingDistance: z.number().min(30).max(500),
  })
  .partial();
export type DeviceProfile = z.infer<typeof deviceProfileSchema>;

/** What an audio device is for. */
export const audioRoleSchema = z.enum(['microphone', 'speaker']);
export type AudioRole = z.infer<typeof audioRoleSchema>;

/** The device that is used now, among those that could be. */
export interface DeviceInUse {
  /** As people read it: "Tischmikrofon". */
  readonly label: string;
  /** From 1. */
  readonly place: number;
  readonly count: number;
}

/** Null where it is not known, as on a machine without a sound server: nothing can be chosen there. */
export type DevicesInUse = Readonly<Record<AudioRole, DeviceInUse | null>>;

export const NO_DEVICES: DevicesInUse = { microphone: null, speaker: null };
