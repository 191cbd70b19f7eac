import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { alsaConfiguration } from '../../main/machine/alsa.ts';
import { filesForCards } from '../files-for-cards.ts';
import { expect, test as base } from './fixtures.ts';
import { toCheck } from './steps.ts';

/**
 * Chromium plays nothing through ALSA on a machine without a sound card. This stands before ALSA's library and lets it
 * see one; without the headers of C's library, so that it is made by the smallest of compilers.
 */
const ONE_CARD = `
int strcmp(const char *, const char *);
char *strdup(const char *);
static char *hints[2] = { "card", 0 };
int snd_card_next(int *card) { *card = *card < 0 ? 0 : -1; return 0; }
int snd_device_name_hint(int card, const char *kind, void ***found) { *found = (void **)hints; return 0; }
char *snd_device_name_get_hint(const void *hint, const char *id) {
  return strcmp(id, "IOID") ? strdup("plughw:CARD=Hall,DEV=0") : 0;
}
int snd_device_name_free_hint(void **found) { return 0; }
`;

/** Chromium keeps a device open for 5 s after the last sound (media/audio/audio_manager_base.cc); ours lasts 2 s. */
const LET_GO_AFTER_MS = 9_000;

const test = base.extend<{ readonly folder: string }>({
  folder: async ({}, use) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'stadtfenster-alsa-'));
    await use(folder);
    rmSync(folder, { recursive: true, force: true });
  },
});

test('with ALSA alone Chromium plays into the device that was chosen, and into the next one after that', async ({
  launch,
  folder,
}) => {
  const oneCard = path.join(folder, 'card.so');
  execFileSync('tcc', ['-shared', '-nostdlib', '-o', oneCard, '-'], { input: ONE_CARD });
  const home = path.join(folder, 'home');
  mkdirSync(home);
  // Where ALSA looks for a person's own configuration.
  writeFileSync(path.join(home, '.asoundrc'), filesForCards(folder));
  const configuration = path.join(folder, 'alsa.conf');
  const choose = (card: string): void =>
    writeFileSync(configuration, alsaConfiguration(new Map([['speaker', `CARD=${card},DEV=0`]])));
  const loudest = (card: string): number => {
    const file = path.join(folder, `${card}-0.played`);
    const { buffer, byteOffset, length } = existsSync(file) ? readFileSync(file) : Buffer.alloc(0);
    return new Int16Array(buffer, byteOffset, Math.floor(length / 2)).reduce(
      (most, sample) => Math.max(most, Math.abs(sample)),
      0,
    );
  };

  choose('Hall');
  const terminal = await launch({
    hasOwnDevices: true,
    environment: { PULSE_SERVER: 'unix:/nowhere', HOME: home, LD_PRELOAD: oneCard },
  });
  // As the terminal does it once it knows that no sound server answers: Chromium's process for sound comes later. Asked
  // again when the inspector loses the answer (readable.ts).
  await expect(() =>
    terminal.app.evaluate((_electron, file) => (process.env['ALSA_CONFIG_PATH'] = file), configuration),
  ).toPass();
  const visitor = await toCheck(terminal);
  const { play } = visitor.texts.check.loudspeaker;
  await visitor.touch(play);
  await expect.poll(() => loudest('Hall')).toBeGreaterThan(5_000);
  expect(loudest('Screen')).toBe(0);

  choose('Screen');
  await expect
    .poll(
      async () => {
        await visitor.touch(play);
        return loudest('Screen');
      },
      { intervals: [LET_GO_AFTER_MS], timeout: 5 * LET_GO_AFTER_MS },
    )
    .toBeGreaterThan(5_000);
});
