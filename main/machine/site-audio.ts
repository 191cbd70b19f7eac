import { NO_DEVICES, type AudioRole, type DeviceProfile, type DevicesInUse } from '../../contract/devices.ts';
import type { AudioServer } from './audio-server.ts';
import { chooseDevice } from './choose-device.ts';

const ROLES = ['microphone', 'speaker'] as const satisfies readonly AudioRole[];

/** A card takes the nearest of its own steps, of which a coarse one has 31. */
const STEP_PERCENT = 3;

export type AudioProblem = 'audio-failed' | `${AudioRole}-missing`;

export interface SiteAudioPorts {
  readonly server: AudioServer;
  /** What the site wants now. */
  readonly profile: () => DeviceProfile;
  /** The volume or a device is another one. */
  readonly changed: () => void;
  readonly tell: (problem: AudioProblem) => void;
}

/** The sound of one terminal at its site: the right devices, and the site's volume for everybody who comes. */
export interface SiteAudio {
  /** Per cent; null while it is not known, or when this machine has none that could be set. */
  volume(): number | null;
  /** For this visit. */
  setVolume(percent: number): Promise<void>;
  devices(): DevicesInUse;
  /** Takes the next device there is, after the last one the first; for this visit. */
  useOther(role: AudioRole): Promise<void>;
  /** As the site wants it: after each visit, and when its wishes have changed. */
  restore(): Promise<void>;
  /** Whether the volume is the site's again, as read back; null when this machine has none that could be set. */
  isRestored(): Promise<boolean | null>;
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
  let inUse: DevicesInUse = NO_DEVICES;
  /** What a visitor has taken, and what was used before: a site that names nothing wants that back. */
  const taken = new Map<AudioRole, { readonly id: string; readonly before: string }>();

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

  const readDevices = async (): Promise<void> => {
    const read = async (role: AudioRole): Promise<DevicesInUse[AudioRole]> => {
      const devices = await server.devices(role);
      const current = devices.length === 0 ? null : await server.current(role);
      const index = devices.findIndex(({ id }) => id === current);
      const device = devices[index];
      return device === undefined ? null : { label: device.label, place: index + 1, count: devices.length };
    };
    const now = { microphone: await read('microphone'), speaker: await read('speaker') };
    const areOthers = JSON.stringify(now) !== JSON.stringify(inUse);
    inUse = now;
    if (areOthers) changed();
  };

  const useDevices = async (): Promise<void> => {
    for (const role of ROLES) {
      const preference = profile()[role] ?? [];
      const choice = taken.get(role);
      const devices = preference.length === 0 && choice === undefined ? [] : await server.devices(role);
      const wanted = chooseDevice(devices, preference);
      const used = devices.find(({ id }) => id === choice?.id) ?? wanted;
      if (used !== null) await server.use(role, used.id);
      const isMissing = wanted === null && preference.length > 0;
      if (isMissing && !missing.has(role)) tell(`${role}-missing`);
      if (isMissing) missing.add(role);
      else missing.delete(role);
    }
  };

  /** Undoes what a visitor has taken; what the site wants comes after it. */
  const giveBack = async (): Promise<void> => {
    for (const [role, { before }] of taken) {
      if ((await server.devices(role)).some(({ id }) => id === before)) await server.use(role, before);
      taken.delete(role);
    }
  };

  const restore = (): Promise<void> =>
    inTurn(async () => {
      await giveBack();
      await useDevices();
      if (!isKnown) found = await server.volume();
      isKnown = true;
      const wanted = profile().volume ?? found;
      if (wanted !== null) await server.setVolume(wanted);
      await readVolume();
      await readDevices();
    });

  const stopWatching = server.watch(() => {
    void inTurn(async () => {
      const before = volume;
      await useDevices();
      // Every output has a volume of its own; the person's wish goes along.
      if (before !== null) await server.setVolume(before);
      await readVolume();
      await readDevices();
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
    devices: () => inUse,
    useOther: (role) =>
      inTurn(async () => {
        const devices = await server.devices(role);
        const current = await server.current(role);
        const index = devices.findIndex(({ id }) => id === current);
        const next = devices[(index + 1) % devices.length];
        if (index === -1 || next === undefined || current === null || next.id === current) return;
        taken.set(role, { id: next.id, before: taken.get(role)?.before ?? current });
        await server.use(role, next.id);
        if (role === 'speaker' && volume !== null) await server.setVolume(volume);
        await readVolume();
        await readDevices();
      }),
    restore,
    isRestored: async () => {
      let read: number | null | undefined;
      await inTurn(async () => {
        await readVolume();
        read = volume;
      });
      const wanted = profile().volume ?? found;
      if (wanted === null || read === null) return null;
      return read !== undefined && Math.abs(read - wanted) <= STEP_PERCENT;
    },
    close: stopWatching,
  };
};
