import type { AudioRole, DeviceProfile } from '../../contract/devices.ts';
import type { AudioServer } from './audio-server.ts';
import { chooseDevice } from './choose-device.ts';

const ROLES = ['microphone', 'speaker'] as const satisfies readonly AudioRole[];

export type AudioProblem = 'audio-failed' | `${AudioRole}-missing`;

export interface SiteAudioPorts {
  readonly server: AudioServer;
  /** What the site wants now. */
  readonly profile: () => DeviceProfile;
  /** The volume is another one. */
  readonly changed: () => void;
  readonly tell: (problem: AudioProblem) => void;
}

/** The sound of one terminal at its site: the right devices, and the site's volume for everybody who comes. */
export interface SiteAudio {
  /** Per cent; null while it is not known, or when this machine has none that could be set. */
  volume(): number | null;
  /** For this visit. */
  setVolume(percent: number): Promise<void>;
  /** As the site wants it: after each visit, and when its wishes have changed. */
  restore(): Promise<void>;
  close(): void;
}

/**
 * Keeps devices and volume as the site wants them, also when something is plugged in or pulled out. A device
 * that the site wants and that is not there is told once, until it has come back.
 */
export const keepSiteAudio = ({ server, profile, changed, tell }: SiteAudioPorts): SiteAudio => {
  let volume: number | null = null;
  let found: number | null = null;
  let isKnown = false;
  const missing = new Set<AudioRole>();

  /** One after the other: two touches in a row must not overtake each other. */
  let queue = Promise.resolve();
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    queue = queue.then(work).catch(() => tell('audio-failed'));
    return queue;
  };

  const readVolume = async (): Promise<void> => {
    const now = await server.volume();
    const isAnother = now !== volume;
    volume = now;
    if (isAnother) changed();
  };

  const useDevices = async (): Promise<void> => {
    for (const role of ROLES) {
      const preference = profile()[role] ?? [];
      const chosen = preference.length === 0 ? null : chooseDevice(await server.devices(role), preference);
      if (chosen !== null) await server.use(role, chosen.id);
      const isMissing = chosen === null && preference.length > 0;
      if (isMissing && !missing.has(role)) tell(`${role}-missing`);
      if (isMissing) missing.add(role);
      else missing.delete(role);
    }
  };

  const restore = (): Promise<void> =>
    inTurn(async () => {
      await useDevices();
      if (!isKnown) found = await server.volume();
      isKnown = true;
      const wanted = profile().volume ?? found;
      if (wanted !== null) await server.setVolume(wanted);
      await readVolume();
    });

  const stopWatching = server.watch(() => {
    void inTurn(async () => {
      const before = volume;
      await useDevices();
      // Every output has a volume of its own; the person's wish goes along.
      if (before !== null) await server.setVolume(before);
      await readVolume();
    });
  });
  void restore();

  return {
    volume: () => volume,
    setVolume: (percent) =>
      inTurn(async () => {
        if (volume === null) return;
        await server.setVolume(percent);
        await readVolume();
      }),
    restore,
    close: stopWatching,
  };
};
