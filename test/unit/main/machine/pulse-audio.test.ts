import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { noAudioServer, type AudioServer } from '../../../../main/machine/audio-server.ts';
import { openAudioServer } from '../../../../main/machine/open-audio-server.ts';
import { systemPactl } from '../../../../main/machine/pactl.ts';
import { pulseAudio } from '../../../../main/machine/pulse-audio.ts';
import { startSoundServer, type SoundServer } from '../../../../demo/sound-server.ts';

describe('a machine without a sound server and without a sound card', () => {
  it('has no devices and no volume', async () => {
    vi.stubEnv('PULSE_SERVER', 'unix:/nowhere');
    const server = await openAudioServer('/nowhere', systemPactl, () => false);
    expect(server).toBe(noAudioServer);
    expect(await server.devices('speaker')).toEqual([]);
    expect(await server.volume()).toBeNull();
    expect(await server.current('speaker')).toBeNull();
    vi.unstubAllEnvs();
  });

  it('is the same where there is no pactl', async () => {
    vi.stubEnv('PATH', '');
    expect(await openAudioServer('/nowhere', systemPactl, () => false)).toBe(noAudioServer);
    vi.unstubAllEnvs();
  });
});

describe('what cannot be understood', () => {
  const saying = (text: string): AudioServer =>
    pulseAudio({ run: () => Promise.resolve(text), subscribe: () => () => undefined });

  it('is no device', async () => {
    expect(await saying('[{"index":1}]').devices('microphone')).toEqual([]);
    expect(await saying('{}').devices('microphone')).toEqual([]);
  });

  it('is no volume', async () => {
    expect(await saying('Volume: (invalid)').volume()).toBeNull();
  });
});

describe('a real PulseAudio', () => {
  let folder: string;
  let running: SoundServer;
  let server: AudioServer;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'stadtfenster-sound-'));
    running = await startSoundServer(folder);
    vi.stubEnv('PULSE_SERVER', running.environment.PULSE_SERVER);
    server = await openAudioServer(folder);
  });

  afterAll(async () => {
    vi.unstubAllEnvs();
    await running.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('names its devices, without those that only listen to an output', async () => {
    expect((await server.devices('speaker')).map(({ label }) => label)).toEqual(['Bildschirm', 'Saalanlage']);
    expect((await server.devices('microphone')).map(({ id, label }) => [id, label])).toEqual([
      ['table', 'Tischmikrofon'],
    ]);
  });

  it('uses the device it is told to', async () => {
    await server.use('speaker', 'hall');
    expect((await systemPactl.run(['get-default-sink'])).trim()).toBe('hall');
    expect(await server.current('speaker')).toBe('hall');
    await server.use('microphone', 'table');
    expect((await systemPactl.run(['get-default-source'])).trim()).toBe('table');
    expect(await server.current('microphone')).toBe('table');
  });

  it('is as loud as it is told to be, and silent at 0', async () => {
    await server.setVolume(35);
    expect(await server.volume()).toBe(35);
    await server.setVolume(0);
    expect(await systemPactl.run(['get-sink-mute', '@DEFAULT_SINK@'])).toContain('yes');
    await server.setVolume(60);
    expect(await systemPactl.run(['get-sink-mute', '@DEFAULT_SINK@'])).toContain('no');
  });

  it('tells when something is plugged in', async () => {
    let heard = 0;
    const stop = server.watch(() => (heard += 1));
    // The subscription begins a little later than the call returns: plugged in and pulled out until it is heard.
    await vi.waitFor(
      async () => {
        const module = (await systemPactl.run(['load-module', 'module-null-sink', 'sink_name=headset'])).trim();
        await systemPactl.run(['unload-module', module]);
        expect(heard).toBeGreaterThan(0);
      },
      { timeout: 10_000, interval: 20 },
    );
    stop();
  });
});
