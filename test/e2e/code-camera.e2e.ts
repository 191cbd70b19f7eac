import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CITY_PATHS } from '../../contract/city-api.ts';
import { codeSymbolsOf } from '../../contract/code-symbols.ts';
import { cameraPlaying, filmOf, type Shot } from './camera-film.ts';
import { expect, test as base, type Terminal } from './fixtures.ts';
import { expectReadable, overflow, resize } from './readable.ts';
import { askForMedia, heldTracks } from './own-media.ts';
import { filesWith } from './traces.ts';

/** The closed room of the demo's seed. */
const BOARD = { id: 'heimatverein', de: 'Vorstand Heimatverein' } as const;
/** As a code is, and of no room. */
const NO_CODE = '012345678K';

const test = base.extend<{
  /** The switches of a camera before which these things are held. */
  readonly before: (...shots: readonly Shot[]) => readonly string[];
}>({
  before: async ({}, use) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'stadtfenster-camera-'));
    await use((...shots) => cameraPlaying(filmOf(folder, shots)));
    rmSync(folder, { recursive: true, force: true });
  },
});

const toCode = async (terminal: Terminal): Promise<void> => {
  const visitor = terminal.as('de');
  await visitor.begin();
  await visitor.chooseRoom(BOARD.de);
  await visitor.sees(visitor.texts.code.heading);
};

/** From the attract screen to the camera that looks for the code of the closed room. */
const toCamera = async (terminal: Terminal): Promise<void> => {
  const visitor = terminal.as('de');
  await toCode(terminal);
  await visitor.scanCode();
  await visitor.sees(visitor.texts.code.scan.heading);
};

const codeField = (terminal: Terminal) =>
  terminal.screens.getByRole('textbox', { name: terminal.as('de').texts.code.label });

test('a printed code held before the camera opens its room; nothing of it is kept', async ({
  launch,
  before,
  embedded,
  gate,
  profile,
  events,
}) => {
  const code = await embedded.city.createAccessCode(BOARD.id, 'attendee');
  const symbols = codeSymbolsOf(code);
  const terminal = await launch({ args: before({ text: code, seconds: 3 }) });
  const visitor = terminal.as('de');
  const { texts } = visitor;
  await toCamera(terminal);
  await visitor.sees(texts.terms.heading);
  expect(gate.passed.some(({ path: asked }) => asked.endsWith(CITY_PATHS.code))).toBe(true);
  expect(await askForMedia(terminal, 'video')).toBe('NotAllowedError');
  await visitor.touch(texts.terms.decline);
  await visitor.sees(texts.goodbye.heading);
  await visitor.finish();
  await visitor.seesAttract();
  await expect
    .poll(async () => (await events()).filter(({ type }) => type === 'stadtfenster.visit.wiped').length)
    .toBe(2);
  for (const form of [code, symbols]) {
    expect(await terminal.screens.content()).not.toContain(form);
    expect(JSON.stringify(await events())).not.toContain(form);
    expect(filesWith(profile, form)).toEqual([]);
  }
});

test('the camera is for this view only, without the microphone, and off when it closes', async ({ launch, before }) => {
  const terminal = await launch({ args: before({ text: null, seconds: 1 }) });
  const visitor = terminal.as('de');
  const { texts } = visitor;
  await toCode(terminal);
  expect(await askForMedia(terminal, 'video')).toBe('NotAllowedError');
  await visitor.scanCode();
  await expect(terminal.screens.getByText(texts.code.scan.looking).first()).toBeVisible();
  const tracks = await heldTracks(terminal);
  expect(await tracks()).toEqual(['video live']);
  expect(await askForMedia(terminal, 'video')).toBe('granted');
  expect(await askForMedia(terminal, 'audio')).toBe('NotAllowedError');
  await expectReadable(terminal.screens, 'code, camera');
  await terminal.screens.keyboard.press('Escape');
  await visitor.sees(texts.code.heading);
  await expect(codeField(terminal)).toBeFocused();
  expect(await tracks()).toEqual(['video ended']);
  expect(await askForMedia(terminal, 'video')).toBe('NotAllowedError');
});

test('a QR that is none of ours gets a sentence, nothing of it is shown, and the next one is read', async ({
  launch,
  before,
  embedded,
  profile,
}) => {
  const code = await embedded.city.createAccessCode(BOARD.id, 'attendee');
  const terminal = await launch({
    args: before({ text: `https://evil.example/?code=${code}`, seconds: 5 }, { text: code, seconds: 3 }),
  });
  const visitor = terminal.as('de');
  await toCamera(terminal);
  await expect(terminal.screens.getByText(visitor.texts.code.scan.foreign).first()).toBeVisible();
  await expect(terminal.screens.locator('[aria-live=polite]')).toContainText(visitor.texts.code.scan.foreign);
  await visitor.sees(visitor.texts.code.scan.heading);
  expect(await terminal.screens.content()).not.toContain('evil');
  expect(filesWith(profile, 'evil.example')).toEqual([]);
  await visitor.sees(visitor.texts.terms.heading);
});

test('a code of no room is wrong as if it had been typed, and the keys are there to go on', async ({
  launch,
  before,
}) => {
  const terminal = await launch({ args: before({ text: NO_CODE.toLowerCase(), seconds: 3 }) });
  const { texts } = terminal.as('de');
  await toCamera(terminal);
  const words = terminal.screens.locator('.code-words');
  await expect(words.getByText(texts.failure['code-wrong'].sentence)).toBeVisible();
  await expect(codeField(terminal)).toHaveValue(NO_CODE);
  await expect(codeField(terminal)).toBeFocused();
  await terminal.screens.keyboard.press('Backspace');
  await expect(codeField(terminal)).toHaveValue(NO_CODE.slice(0, -1));
});

test('without a camera there is no such button', async ({ launch }) => {
  const terminal = await launch({ args: ['--use-fake-device-for-media-stream=device-count=0'] });
  const { texts } = terminal.as('de');
  await toCode(terminal);
  const devices = await terminal.screens.evaluate(() => navigator.mediaDevices.enumerateDevices());
  expect(devices.filter(({ kind }) => kind === 'videoinput')).toEqual([]);
  await expect(terminal.screens.getByRole('button', { name: texts.code.scan.open })).toHaveCount(0);
});

for (const reason of ['NotReadableError', 'NotAllowedError', 'NotFoundError']) {
  test(`a camera that cannot be had is told, and the keys stay (${reason})`, async ({ terminal, embedded }) => {
    const visitor = terminal.as('de');
    const { texts } = visitor;
    await toCode(terminal);
    await terminal.screens.evaluate((name) => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', name));
    }, reason);
    await visitor.scanCode();
    await expect(terminal.screens.getByText(texts.code.scan.missing.sentence).first()).toBeVisible();
    await expectReadable(terminal.screens, 'code, no camera');
    await visitor.touch(texts.code.scan.type);
    await visitor.enterCode(await embedded.city.createAccessCode(BOARD.id, 'attendee'));
    await visitor.sees(texts.terms.heading);
  });
}

test('a camera that is unplugged while it looks is told too', async ({ launch, before }) => {
  const terminal = await launch({ args: before({ text: null, seconds: 1 }) });
  const { texts } = terminal.as('de');
  await toCamera(terminal);
  await heldTracks(terminal);
  await terminal.screens.evaluate(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('gone', 'NotFoundError'));
    const { srcObject } = document.querySelector('video') ?? {};
    // As Chromium says it when the plug is pulled; its invented camera has none.
    if (srcObject instanceof MediaStream) srcObject.getTracks()[0]?.dispatchEvent(new Event('ended'));
  });
  await expect(terminal.screens.getByText(texts.code.scan.missing.sentence).first()).toBeVisible();
});

test('a camera that sees no code is switched off by itself, and the keys are back', async ({ launch, before }) => {
  const terminal = await launch({
    args: before({ text: null, seconds: 1 }),
    machine: { times: { scanSeconds: 3 } },
  });
  const { texts } = terminal.as('de');
  await toCamera(terminal);
  const tracks = await heldTracks(terminal);
  await expect(terminal.screens.locator('.code-words').getByText(texts.code.scan.unseen)).toBeVisible();
  expect(await tracks()).toEqual(['video ended']);
  expect(await askForMedia(terminal, 'video')).toBe('NotAllowedError');
});

test('who goes away while the camera looks leaves none on', async ({ launch, before, eventsOf }) => {
  const terminal = await launch({
    args: before({ text: null, seconds: 1 }),
    machine: { times: { idleSeconds: 3, idleWarningSeconds: 1 } },
  });
  await toCamera(terminal);
  const tracks = await heldTracks(terminal);
  await terminal.as('de').seesAttract();
  expect(await tracks()).toEqual(['video ended']);
  expect(await askForMedia(terminal, 'video')).toBe('NotAllowedError');
  const receipts = (await eventsOf('stadtfenster.visit.wiped')).flatMap(({ data }) => data.receipt.items);
  expect(receipts).toContainEqual({ item: 'code', result: 'verified' });
});

test('the view of the camera fits a narrow window and the largest text', async ({ launch, before }) => {
  const terminal = await launch({ args: before({ text: null, seconds: 1 }) });
  const { screens } = terminal;
  await toCamera(terminal);
  await terminal.as('de').chooseDisplay({ textSize: 200, contrast: 'dark' });
  await expectReadable(screens, 'code, camera at 200 %');
  await terminal.as('de').chooseDisplay({ textSize: 100, contrast: 'normal' });
  await resize(terminal, 320, 640);
  await expect.poll(() => screens.evaluate(() => innerWidth)).toBe(320);
  expect(await overflow(screens)).toBe(0);
});
