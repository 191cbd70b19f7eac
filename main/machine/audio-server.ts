import type { AudioRole } from '../../contract/devices.ts';

export interface AudioDevice {
  readonly id: string;
  /** As people read it: "Tischmikrofon". */
  readonly label: string;
  /** Where it is plugged in, as far as the system knows; empty otherwise. */
  readonly port: string;
}

/** The sound of the machine, as one port; what a machine cannot do it says by null or an empty list. */
export interface AudioServer {
  devices(role: AudioRole): Promise<readonly AudioDevice[]>;
  /** The id of the system's default; null when it cannot be told. */
  current(role: AudioRole): Promise<string | null>;
  /** Makes a device the system's default: the meeting page asks for the default one. */
  use(role: AudioRole, id: string): Promise<void>;
  /** Volume of the default output in per cent; null when it cannot be told. */
  volume(): Promise<number | null>;
  setVolume(percent: number): Promise<void>;
  /**
   * Calls back when a device has come or gone.
   * @returns the way to stop
   */
  watch(changed: () => void): () => void;
}

/** A machine without a sound server: nothing can be chosen, and nothing is pretended. */
export const noAudioServer: AudioServer = {
  devices: () => Promise.resolve([]),
  current: () => Promise.resolve(null),
  use: () => Promise.resolve(),
  volume: () => Promise.resolve(null),
  setVolume: () => Promise.resolve(),
  watch: () => () => undefined,
};
