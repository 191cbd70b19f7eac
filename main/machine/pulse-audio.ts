import { z } from 'zod';
import type { AudioRole } from '../../contract/devices.ts';
import type { AudioDevice, AudioServer } from './audio-server.ts';

/** PulseAudio's own client, which PipeWire serves as well. */
export interface Pactl {
  /**
   * @returns what the program printed
   * @throws when it failed or took too long
   */
  run(args: readonly string[]): Promise<string>;
  /** Calls back for every line of `pactl subscribe`. */
  subscribe(line: (text: string) => void): () => void;
}

const KIND = { microphone: 'source', speaker: 'sink' } as const satisfies Record<AudioRole, string>;

/** What is used of `pactl --format=json list`; the rest differs from version to version. */
const listedSchema = z.array(
  z.object({
    name: z.string(),
    description: z.string().default(''),
    active_port: z.string().nullable().default(null),
    properties: z.record(z.string(), z.unknown()).default({}),
  }),
);
type Listed = z.infer<typeof listedSchema>[number];

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** What an output plays can be listened to like a microphone; nobody speaks into it. */
const isMonitor = ({ properties }: Listed): boolean => properties['device.class'] === 'monitor';

const deviceOf = ({ name, description, active_port: port, properties }: Listed): AudioDevice => ({
  id: name,
  label: description,
  port: `${textOf(properties['device.bus_path'])} ${port ?? ''}`.trim(),
});

/** Devices that came or went; that a volume changed is no news. */
const HAS_CHANGED = /^Event '(?:new|remove)' on (?:sink|source) #/;

const DEFAULT_OUTPUT = '@DEFAULT_SINK@';

/** The sound of a machine with PulseAudio or PipeWire. */
export const pulseAudio = (pactl: Pactl): AudioServer => ({
  devices: async (role) => {
    const listed = listedSchema.safeParse(JSON.parse(await pactl.run(['--format=json', 'list', `${KIND[role]}s`])));
    return listed.success ? listed.data.filter((device) => !isMonitor(device)).map(deviceOf) : [];
  },
  current: async (role) => (await pactl.run([`get-default-${KIND[role]}`])).trim(),
  use: async (role, id) => {
    await pactl.run([`set-default-${KIND[role]}`, id]);
  },
  volume: async () => {
    // One figure a channel: "Volume: front-left: 22937 /  35% / -27.36 dB, ...".
    const channels = [...(await pactl.run(['get-sink-volume', DEFAULT_OUTPUT])).matchAll(/(\d+)%/g)];
    return channels.length === 0 ? null : Math.max(...channels.map(([, percent]) => Number(percent)));
  },
  setVolume: async (percent) => {
    await pactl.run(['set-sink-volume', DEFAULT_OUTPUT, `${percent}%`]);
    await pactl.run(['set-sink-mute', DEFAULT_OUTPUT, percent === 0 ? '1' : '0']);
  },
  watch: (changed) =>
    pactl.subscribe((line) => {
      if (HAS_CHANGED.test(line)) changed();
    }),
});
