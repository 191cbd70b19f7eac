import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startSoundServer, type SoundServer } from '../../../../demo/sound-server.ts';
import { alsa, alsaConfiguration, alsaDevices, type AlsaSystem } from '../../../../main/machine/alsa.ts';
import { systemAlsa } from '../../../../main/machine/alsa-system.ts';
import type { AudioServer } from '../../../../main/machine/audio-server.ts';
import { openAudioServer } from '../../../../main/machine/open-audio-server.ts';
import { systemPactl } from '../../../../main/machine/pactl.ts';
import { filesForCards } from '../../../files-for-cards.ts';

/** As Linux 6.1 prints them on a machine with a conference telephone and a camera. */
const CARDS = ` 0 [PCH            ]: HDA-Intel - HDA Intel PCH
                      HDA Intel PCH at 0xb1210000 irq 142
 1 [USB            ]: USB-Audio - Jabra SPEAK 510 USB
                      Jabra SPEAK 510 USB at usb-0000:00:14.0-3, full speed
 3 [C920           ]: USB-Audio - HD Pro Webcam C920
                      HD Pro Webcam C920 at usb-0000:00:14.0-4, high speed
`;
const PCM = `00-00: ALC257 Analog : ALC257 Analog : playback 1 : capture 1
00-03: HDMI 0 : HDMI 0 : playback 1
01-00: USB Audio : USB Audio : playback 1 : capture 1
03-00: USB Audio : USB Audio : capture 1
`;

describe("ALSA's devices", () => {
  it('are named by card and device, and by the port a card is plugged into', () => {
    expect(alsaDevices(CARDS, PCM, 'speaker')).toEqual([
      { id: 'CARD=PCH,DEV=0', label: 'HDA Intel PCH, ALC257 Analog', port: '0xb1210000' },
      { id: 'CARD=PCH,DEV=3', label: 'HDA Intel PCH, HDMI 0', port: '0xb1210000' },
      { id: 'CARD=USB,DEV=0', label: 'Jabra SPEAK 510 USB, USB Audio', port: 'usb-0000:00:14.0-3' },
    ]);
    expect(alsaDevices(CARDS, PCM, 'microphone').map(({ id, port }) => [id, port])).toEqual([
      ['CARD=PCH,DEV=0', '0xb1210000'],
      ['CARD=USB,DEV=0', 'usb-0000:00:14.0-3'],
      ['CARD=C920,DEV=0', 'usb-0000:00:14.0-4'],
    ]);
  });

  it.each([
    ['--- no soundcards ---\n', PCM],
    [CARDS, ''],
    ['', ''],
    [PCM, CARDS],
  ])('are none where there are none', (cards, pcm) => {
    expect(alsaDevices(cards, pcm, 'speaker')).toEqual([]);
  });
});

describe('ALSA without anything to turn', () => {
  const mixing = (mix: AlsaSystem['mix']): AudioServer =>
    alsa({
      list: () => Promise.resolve(''),
      configure: () => Promise.resolve(),
      mix,
      watch: () => () => undefined,
    });

  it.each([
    ['no amixer', () => Promise.reject(new Error('ENOENT'))],
    ['no controls', () => Promise.resolve('')],
    ['only a microphone', () => Promise.resolve("Simple mixer control 'Capture',0\n")],
    [
      'only a switch',
      () => Promise.resolve("Simple mixer control 'Master',0\n  Capabilities: pswitch\n  Mono: [on]\n"),
    ],
  ])('has no volume: %s', async (_what, mix) => {
    const server = mixing(mix);
    expect(await server.volume()).toBeNull();
    await server.setVolume(50);
  });

  it('is not muted where it has no switch for that', async () => {
    const asked: string[] = [];
    const server = mixing((args) => {
      asked.push(args.join(' '));
      return Promise.resolve(
        "Simple mixer control 'PCM',0\n  Capabilities: pvolume\n  Front Left: Playback 57 [66%] [-22.50dB]\n",
      );
    });
    expect(await server.volume()).toBe(66);
    await server.setVolume(0);
    expect(asked.at(-1)).toBe('sset PCM 0%');
  });
});

describe('a real ALSA', () => {
  let folder: string;
  let sound: SoundServer;
  let server: AudioServer;

  const run = (program: string, ...args: readonly string[]) => promisify(execFile)(program, args, { env: process.env });
  const RAW = ['-D', 'default', '-t', 'raw', '-f', 'S16_LE', '-r', '44100', '-c', '2'] as const;
  const tone = Buffer.from(Int16Array.from({ length: 22_050 }, (_, index) => 9_000 * Math.sin(index / 20)).buffer);

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'stadtfenster-alsa-'));
    sound = await startSoundServer(path.join(folder, 'pulse'));
    // Where ALSA looks for a person's own configuration, which comes last.
    vi.stubEnv('HOME', folder);
    vi.stubEnv('ALSA_CONFIG_PATH', undefined);
    writeFileSync(path.join(folder, '.asoundrc'), filesForCards(folder));
    writeFileSync(path.join(folder, 'tone'), tone);
    server = alsa({ ...systemAlsa(folder), list: (name) => Promise.resolve(name === 'cards' ? CARDS : PCM) });
  });

  afterAll(async () => {
    vi.unstubAllEnvs();
    await sound.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is taken where no sound server answers', async () => {
    vi.stubEnv('PULSE_SERVER', 'unix:/nowhere');
    const opened = await openAudioServer(folder, systemPactl, () => true);
    expect(await opened.current('speaker')).toBeNull();
    expect(readFileSync(path.join(folder, 'alsa.conf'), 'utf8')).toBe(alsaConfiguration(new Map()));
  });

  it('plays into the device that was chosen, and into the next one after that', async () => {
    for (const [id, file] of [
      ['CARD=USB,DEV=0', 'USB-0.played'],
      ['CARD=PCH,DEV=3', 'PCH-3.played'],
    ] as const) {
      await server.use('speaker', id);
      expect(await server.current('speaker')).toBe(id);
      expect(existsSync(path.join(folder, file))).toBe(false);
      await run('aplay', ...RAW, path.join(folder, 'tone'));
      expect(readFileSync(path.join(folder, file)).includes(tone.subarray(0, 4096))).toBe(true);
    }
  });

  it('listens to the device that was chosen, and plays where it did', async () => {
    writeFileSync(path.join(folder, 'C920-0.heard'), Buffer.concat([tone, tone, tone]));
    await server.use('microphone', 'CARD=C920,DEV=0');
    const heard = path.join(folder, 'heard');
    await run('arecord', ...RAW, '-s', '4096', heard);
    expect(readFileSync(heard).equals(tone.subarray(0, 4096 * 4))).toBe(true);
    expect(await server.current('speaker')).toBe('CARD=PCH,DEV=3');
  });

  it('is as loud as it is told to be, and silent at 0, as amixer says', async () => {
    vi.stubEnv('PULSE_SERVER', sound.environment.PULSE_SERVER);
    await server.setVolume(35);
    expect(await server.volume()).toBe(35);
    await server.setVolume(0);
    expect((await run('amixer', '-D', 'default', 'sget', 'Master')).stdout).toContain('[off]');
    await server.setVolume(60);
    expect(await server.volume()).toBe(60);
    expect((await run('amixer', '-D', 'default', 'sget', 'Master')).stdout).toContain('[on]');
  });
});
