import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startSoundServer, type SoundServer } from '../../demo/sound-server.ts';
import { expect, test as base } from './fixtures.ts';
import { expectReadable } from './readable.ts';
import { toCheck } from './steps.ts';
import { pactl } from './pactl.ts';

const test = base.extend<{ readonly folder: string; readonly sound: SoundServer }>({
  folder: async ({}, use) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'stadtfenster-other-'));
    await use(folder);
    rmSync(folder, { recursive: true, force: true });
  },
  /** Beside the microphone that hears what the hall plays, one that hears nothing. */
  sound: async ({ folder }, use) => {
    const sound = await startSoundServer(path.join(folder, 'pulse'));
    await pactl(sound, 'load-module', 'module-null-sink', 'sink_name=nowhere');
    await pactl(
      sound,
      'load-module',
      'module-remap-source',
      'source_name=ceiling',
      'master=nowhere.monitor',
      'source_properties=device.description=Deckenmikrofon',
    );
    await use(sound);
    await sound.stop();
  },
});

test('another microphone and another loudspeaker are for the meeting too, and for this visit only', async ({
  launch,
  sound,
  folder,
}) => {
  const terminal = await launch({
    hasOwnDevices: true,
    environment: sound.environment,
    machine: { devices: { microphone: [{ label: 'Deckenmikrofon' }], speaker: [{ label: 'Bildschirm' }], volume: 50 } },
  });
  const { screens } = terminal;
  const visitor = await toCheck(terminal);
  const { check } = visitor.texts;
  const said = (label: string, place: number, count: number): string =>
    check.inUse.replace('{{label}}', label).replace('{{place}}', String(place)).replace('{{count}}', String(count));
  await expect(screens.getByText(check.microphone.silent).first()).toBeVisible();
  await expect(screens.getByText(said('Deckenmikrofon', 2, 2)).first()).toBeVisible();
  await expect(screens.getByText(said('Bildschirm', 1, 3)).first()).toBeVisible();
  await expectReadable(screens, 'check, with a choice');

  await visitor.touch(check.loudspeaker.other);
  await expect(screens.locator('[aria-live=polite]')).toContainText('Saalanlage');
  expect((await pactl(sound, 'get-default-sink')).trim()).toBe('hall');
  expect(await pactl(sound, 'get-sink-volume', '@DEFAULT_SINK@')).toContain(' 50%');
  await visitor.touch(check.microphone.other);
  await expect(screens.getByRole('button', { name: check.microphone.other })).toBeFocused();
  await expect(screens.getByText(said('Tischmikrofon', 1, 2)).first()).toBeVisible();
  await expect(screens.getByText(check.microphone.silent).first()).toBeVisible();
  // Somebody speaks in the hall; Chromium's own tone would be taken for an echo.
  const speech = path.join(folder, 'speech');
  writeFileSync(
    speech,
    Int16Array.from({ length: 441_000 }, (_, at) => 12_000 * Math.sin(at / 25) * Math.sin(at / 9_000)),
  );
  const speaking = execFile('pacat', ['--device=hall', '--channels=1', speech], {
    env: { ...process.env, ...sound.environment },
  });
  await expect(screens.getByText(check.microphone.heard).first()).toBeVisible();
  speaking.kill();

  /** Where Chromium's streams of a kind go to or come from. */
  const ends = async (kind: 'sink-inputs' | 'source-outputs'): Promise<string[]> =>
    (await pactl(sound, 'list', 'short', kind))
      .split('\n')
      .filter((line) => line.includes('protocol-native.c'))
      .map((line) => line.split('\t')[1] ?? '');
  const idOf = async (kind: 'sinks' | 'sources', name: string): Promise<string> =>
    (await pactl(sound, 'list', 'short', kind))
      .split('\n')
      .map((line) => line.split('\t'))
      .find(([, named]) => named === name)?.[0] ?? '';
  const [table, hall] = [await idOf('sources', 'table'), await idOf('sinks', 'hall')];
  await visitor.touch(check.loudspeaker.play);
  await expect.poll(() => ends('sink-inputs')).toEqual([hall]);

  await visitor.touch(check.join);
  const meeting = await terminal.meeting();
  await meeting.evaluate(async () => {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    const context = new AudioContext();
    context.createMediaStreamSource(stream).connect(context.destination);
  });
  await expect.poll(async () => new Set(await ends('source-outputs'))).toEqual(new Set([table]));
  await expect.poll(async () => new Set(await ends('sink-inputs'))).toEqual(new Set([hall]));

  await visitor.leave();
  await visitor.finish();
  await visitor.seesAttract();
  await expect.poll(async () => (await pactl(sound, 'get-default-source')).trim()).toBe('ceiling');
  await expect.poll(async () => (await pactl(sound, 'get-default-sink')).trim()).toBe('screen');
});

test('where there is one of each, or nothing that could choose, none is offered', async ({ launch, folder }) => {
  for (const sound of [await startSoundServer(path.join(folder, 'pulse')), null]) {
    const terminal = await launch({
      environment: sound?.environment ?? { PULSE_SERVER: 'unix:/nowhere', PATH: '/nowhere' },
      machine: { devices: { microphone: [{ label: 'Tischmikrofon' }] } },
    });
    const { check } = (await toCheck(terminal)).texts;
    await expect(terminal.screens.getByText(check.microphone.heard).first()).toBeVisible();
    await expect(terminal.screens.getByRole('button', { name: check.microphone.other })).toHaveCount(0);
    await expect(terminal.screens.getByRole('button', { name: check.loudspeaker.other })).toHaveCount(
      sound === null ? 0 : 1,
    );
    await expect(terminal.screens.getByText(check.camera.others)).toHaveCount(0);
    await terminal.close();
    await sound?.stop();
  }
});

test('of several cameras the check says where another one is chosen, and offers no choice of its own', async ({
  launch,
}) => {
  const terminal = await launch({ args: ['--use-fake-device-for-media-stream=device-count=2'] });
  const { check } = (await toCheck(terminal)).texts;
  await expect(terminal.screens.getByText(check.camera.others)).toBeVisible();
});
