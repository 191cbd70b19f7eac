import type { AudioRole } from '../../contract/devices.ts';
import type { AudioDevice, AudioServer } from './audio-server.ts';

/** What plain ALSA has: the kernel's lists, a file for what `default` means, and `amixer`. */
export interface AlsaSystem {
  /** `cards` and `pcm` of /proc/asound. */
  list(name: 'cards' | 'pcm'): Promise<string>;
  /** Replaces the configuration that ALSA reads whenever a device is opened. */
  configure(text: string): Promise<void>;
  /**
   * `amixer` with these arguments, under that configuration.
   * @throws when it failed or took too long
   */
  mix(args: readonly string[]): Promise<string>;
  /** Calls back when a device has come or gone. */
  watch(changed: () => void): () => void;
}

interface Card {
  /** "PCH": as the kernel calls it; a number would be another one after the next start. */
  readonly id: string;
  readonly label: string;
  readonly port: string;
}

/**
 * Two lines a card (sound/core/init.c):
 *
 *      1 [USB            ]: USB-Audio - Jabra SPEAK 510 USB
 *                           Jabra SPEAK 510 USB at usb-0000:00:14.0-3, full speed
 */
const CARD = /^ *(\d+) \[(\w+) *\]: .*? - (.+)\n(.*)$/gm;

const cardsOf = (text: string): ReadonlyMap<number, Card> =>
  new Map(
    [...text.matchAll(CARD)].map(([, number, id = '', label = '', more = '']) => [
      Number(number),
      { id, label, port: / at (\S+?),? /.exec(`${more} `)?.[1] ?? '' },
    ]),
  );

/** `01-00: USB Audio : USB Audio : playback 1 : capture 1` (sound/core/pcm.c). */
const PCM = /^(\d+)-(\d+): .*? : (.*?) :(.*)$/gm;

const DIRECTION = { microphone: 'capture', speaker: 'playback' } as const satisfies Record<AudioRole, string>;

/**
 * The devices of a role.
 * @param cards,pcm as the kernel lists them
 */
export const alsaDevices = (cards: string, pcm: string, role: AudioRole): readonly AudioDevice[] => {
  const known = cardsOf(cards);
  return [...pcm.matchAll(PCM)].flatMap(([, number, device, name = '', directions = '']) => {
    const card = known.get(Number(number));
    if (card === undefined || !directions.includes(`${DIRECTION[role]} `)) return [];
    const id = `CARD=${card.id},DEV=${Number(device)}`;
    return [{ id, label: `${card.label}, ${name.trim()}`, port: card.port }];
  });
};

/**
 * What `default` means from now on. Several pages may play and listen at once: that needs dmix and dsnoop
 * (https://www.alsa-project.org/alsa-doc/alsa-lib/pcm_plugins.html).
 */
export const alsaConfiguration = (used: ReadonlyMap<AudioRole, string>): string => {
  const [speaker, microphone] = [used.get('speaker'), used.get('microphone')];
  const playback = speaker === undefined ? 'sysdefault' : `plug:'dmix:${speaker}'`;
  const capture = microphone === undefined ? 'sysdefault' : `plug:'dsnoop:${microphone}'`;
  const card = /^CARD=(\w+),/.exec(speaker ?? '')?.[1];
  return [
    '</usr/share/alsa/alsa.conf>',
    `pcm.!default { type asym playback.pcm "${playback}" capture.pcm "${capture}" }`,
    ...(card === undefined ? [] : [`ctl.!default { type hw card "${card}" }`]),
    '',
  ].join('\n');
};

/** What is turned for the whole card; each has another one of them. The first that is there counts. */
const CONTROLS = ['Master', 'PCM', 'Speaker', 'Headphone', 'Headset', 'Digital'] as const;

/** The sound of a machine with ALSA alone. */
export const alsa = (system: AlsaSystem): AudioServer => {
  const used = new Map<AudioRole, string>();

  /** The control of the card in use, and what it says of itself; null when there is none that could be turned. */
  const control = async (): Promise<{ readonly name: string; readonly state: string } | null> => {
    // No `amixer`, or a card that has nothing to turn.
    const listed = await system.mix(['scontrols']).catch(() => '');
    const name = CONTROLS.find((wanted) => listed.includes(`'${wanted}',0`));
    if (name === undefined) return null;
    const state = await system.mix(['sget', name]);
    return state.includes('pvolume') || state.includes(' volume') ? { name, state } : null;
  };

  return {
    devices: async (role) => alsaDevices(await system.list('cards'), await system.list('pcm'), role),
    // What was not chosen here may be named by any of ALSA's files.
    current: (role) => Promise.resolve(used.get(role) ?? null),
    use: async (role, id) => {
      if (used.get(role) === id) return;
      used.set(role, id);
      await system.configure(alsaConfiguration(used));
    },
    volume: async () => {
      const found = await control();
      // One figure a channel: "Front Left: Playback 57 [66%] [-22.50dB] [on]".
      const channels = [...(found?.state ?? '').matchAll(/: (?:Playback )?\d+ \[(\d+)%\]/g)];
      return channels.length === 0 ? null : Math.max(...channels.map(([, percent]) => Number(percent)));
    },
    setVolume: async (percent) => {
      const found = await control();
      if (found === null) return;
      const canMute = found.state.includes('pswitch') || found.state.includes(' switch');
      const mute = percent === 0 ? 'mute' : 'unmute';
      await system.mix(['sset', found.name, `${percent}%`, ...(canMute ? [mute] : [])]);
    },
    watch: (changed) => system.watch(changed),
  };
};
