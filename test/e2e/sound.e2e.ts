import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startSoundServer, type SoundServer } from '../../demo/sound-server.ts';
import { expect, test as base, type Terminal } from './fixtures.ts';
import { pactl } from './pactl.ts';
import { expectReadable } from './readable.ts';
import { enterMeeting } from './steps.ts';

const test = base.extend<{ readonly sound: SoundServer }>({
  sound: async ({}, use) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'stadtfenster-sound-'));
    const sound = await startSoundServer(folder);
    await use(sound);
    await sound.stop();
    rmSync(folder, { recursive: true, force: true });
  },
});

const volumeOf = async (sound: SoundServer): Promise<number> =>
  Number(/(\d+)%/.exec(await pactl(sound, 'get-sink-volume', '@DEFAULT_SINK@'))?.[1]);

const DEVICES = { speaker: [{ label: 'Saalanlage' }], microphone: [{ label: 'Tischmikrofon' }], volume: 50 };

const openSound = async (terminal: Terminal): Promise<void> => {
  const visitor = terminal.as('de');
  await enterMeeting(terminal);
  await visitor.touch(visitor.texts.meeting.sound);
  await visitor.sees(visitor.texts.sound.heading);
};

test('a visitor makes it louder; the next one finds it as the site wants it', async ({ launch, sound }) => {
  const terminal = await launch({ machine: { devices: DEVICES }, environment: sound.environment });
  const visitor = terminal.as('de');
  await expect.poll(() => volumeOf(sound)).toBe(50);
  expect((await pactl(sound, 'get-default-sink')).trim()).toBe('hall');
  expect((await pactl(sound, 'get-default-source')).trim()).toBe('table');

  await openSound(terminal);
  await expectReadable(terminal.screens, 'meeting, sound');
  await visitor.touch(visitor.texts.sound.louder);
  await expect(terminal.screens.getByText('Lautstärke: 60 Prozent').first()).toBeVisible();
  await expect(terminal.screens.locator('[aria-live=polite]')).toContainText('60 Prozent');
  expect(await volumeOf(sound)).toBe(60);
  await visitor.touch(visitor.texts.sound.done);

  await visitor.leave();
  await visitor.finish();
  await visitor.seesAttract();
  await expect.poll(() => volumeOf(sound)).toBe(50);
});

test('the volume is found by keys, and ends at nothing and at everything', async ({ launch, sound }) => {
  const terminal = await launch({
    machine: { devices: { ...DEVICES, volume: 10 } },
    environment: sound.environment,
  });
  const { screens } = terminal;
  await openSound(terminal);
  await screens.keyboard.press('Tab');
  await screens.keyboard.press('Enter');
  await expect(screens.getByText(terminal.as('de').texts.sound.off).first()).toBeVisible();
  await expect(screens.getByRole('button', { name: terminal.as('de').texts.sound.quieter })).toHaveAttribute(
    'aria-disabled',
    'true',
  );
  expect(await pactl(sound, 'get-sink-mute', '@DEFAULT_SINK@')).toContain('yes');
  await screens.keyboard.press('Escape');
  await expect(screens.getByRole('button', { name: terminal.as('de').texts.meeting.sound })).toBeFocused();
});

test('a machine without a sound server offers no volume, and a device that is missing is told', async ({
  launch,
  sound,
  eventsOf,
}) => {
  // Nor has it the programs by which sound is turned.
  const silent = await launch({ environment: { PULSE_SERVER: 'unix:/nowhere', PATH: '/nowhere' } });
  await enterMeeting(silent);
  const button = silent.screens.getByRole('button', { name: silent.as('de').texts.meeting.sound });
  await expect(button).toHaveCount(0);
  await silent.close();

  await launch({ machine: { devices: { microphone: [{ label: 'Headset' }] } }, environment: sound.environment });
  await expect
    .poll(async () => (await eventsOf('stadtfenster.terminal.problem')).map(({ data }) => data.code))
    .toEqual(['microphone-missing']);
});
