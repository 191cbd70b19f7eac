import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import type { Role } from '../../demo/bbb/wire.ts';
import { enrolMachine, keepInProfile } from '../enrol-machine.ts';
import { joinFromHome, LOOPBACK, openChromium } from './chromium.ts';
import { expect, SITE, test as base, type Terminal } from './fixtures.ts';
import { devicesInUse, hears, hearsNothing, hook, makeMediaMeasurable, sees, showCamera, speak } from './live-media.ts';
import { enterMeeting } from './steps.ts';

const test = base.extend<{
  /** A terminal whose visitor, so named, is in the meeting; its page is returned. */
  readonly enterAs: (name: string) => Promise<{ readonly terminal: Terminal; readonly page: Page }>;
  readonly fromHome: (beside: string, fullName: string, role?: Role) => Promise<Page>;
}>({
  enterAs: async ({ launch, embedded, gate, profile }, use) =>
    use(async (name) => {
      // Each terminal has a folder of its own, in the one that is deleted once all have ended.
      const own = mkdtempSync(path.join(profile, 'terminal-'));
      const place = { site: SITE, terminal: `t-${randomUUID()}` };
      keepInProfile(own, await enrolMachine(embedded.city, place, gate.url));
      const terminal = await launch({ profile: own, args: [LOOPBACK] });
      await makeMediaMeasurable(terminal.app.context());
      return { terminal, page: await enterMeeting(terminal, { name, part: 'speak' }) };
    }),
  fromHome: async ({ embedded }, use) => {
    const browser = await openChromium();
    await use((beside, fullName, role = 'VIEWER') =>
      joinFromHome(browser, embedded, { beside, fullName, role }, async (page) => {
        await makeMediaMeasurable(page);
      }),
    );
    await browser.close();
  },
});

test('who passed the check of the terminal is not asked once more whether they hear themselves', async ({
  enterAs,
  fromHome,
}) => {
  const { page: atTerminal } = await enterAs('Mina');
  await hook(atTerminal, 'microphoneBtn').click();
  await expect(hook(atTerminal, 'muteMicButton')).toBeVisible();
  await expect(hook(atTerminal, 'echoTest')).toHaveCount(0);
  const atHome = await fromHome('Mina', 'Jonas');
  await hook(atHome, 'microphoneBtn').click();
  await hook(atHome, 'echoNoBtn').click();
  await expect(hook(atHome, 'audioModal')).toBeVisible();
  await hook(atHome, 'microphoneBtn').click();
  await hook(atHome, 'echoYesBtn').click();
  await expect(hook(atHome, 'muteMicButton')).toBeVisible();
});

test('a terminal and a Chromium hear and see each other', async ({ enterAs, fromHome }) => {
  const { page: atTerminal } = await enterAs('Mina');
  const atHome = await fromHome('Mina', 'Jonas', 'MODERATOR');
  for (const page of [atTerminal, atHome]) {
    await speak(page);
    await showCamera(page);
  }
  await Promise.all([hears(atTerminal), hears(atHome), sees(atTerminal, 'Jonas'), sees(atHome, 'Mina')]);

  await test.step('the moderator silences the visitor, who hears on', async () => {
    await hook(atHome, 'muteUser').click();
    await expect(hook(atTerminal, 'unmuteMicButton')).toBeVisible();
    await expect(atTerminal.getByText('Die Moderation hat Ihr Mikrofon stumm geschaltet.')).toBeVisible();
    await hearsNothing(atHome);
    await hears(atTerminal);
    await hook(atTerminal, 'unmuteMicButton').click();
    await hears(atHome);
  });

  await test.step('whoever turns the camera off is seen no more, and the device is free', async () => {
    expect(await devicesInUse(atTerminal)).toBe(2);
    await hook(atTerminal, 'leaveVideo').click();
    await expect(hook(atHome, 'webcamItem').filter({ hasText: 'Mina' })).toHaveCount(0);
    expect(await devicesInUse(atTerminal)).toBe(1);
    await hook(atTerminal, 'leaveAudio').click();
    await expect.poll(() => devicesInUse(atTerminal)).toBe(0);
    await expect(atTerminal.locator('audio')).toHaveCount(0);
  });

  await test.step('whoever leaves takes all away and lets go of the devices', async () => {
    await expect(hook(atTerminal, 'webcamItem')).toHaveCount(1);
    await hook(atHome, 'leaveMeetingDropdown').click();
    await hook(atHome, 'directLogoutButton').click();
    await expect(hook(atTerminal, 'webcamItem')).toHaveCount(0);
    await expect.poll(() => devicesInUse(atHome)).toBe(0);
    await expect(hook(atTerminal, 'presentationPlaceholder')).toBeVisible();
  });
});

test('two terminals hear and see each other', async ({ enterAs }) => {
  const { page: one } = await enterAs('Mina');
  const { page: other } = await enterAs('Karim');
  for (const page of [one, other]) {
    await speak(page);
    await showCamera(page);
  }
  await Promise.all([hears(one), hears(other), sees(one, 'Karim'), sees(other, 'Mina')]);
});

test('whoever only listens hears, and opens no device', async ({ enterAs, fromHome }) => {
  const { page: atTerminal } = await enterAs('Mina');
  await hook(atTerminal, 'listenOnlyBtn').click();
  const atHome = await fromHome('Mina', 'Jonas');
  await speak(atHome);
  await hears(atTerminal);
  expect(await devicesInUse(atTerminal)).toBe(0);
  await expect(hook(atTerminal, 'muteMicButton')).toBeHidden();
  await expect(atHome.locator('audio')).toHaveCount(0);
});

test('a page that is loaded anew is heard and seen again', async ({ enterAs, fromHome }) => {
  const { page: atTerminal } = await enterAs('Mina');
  const atHome = await fromHome('Mina', 'Jonas');
  await speak(atTerminal);
  await showCamera(atTerminal);
  atHome.on('dialog', (dialog) => void dialog.accept());
  await speak(atHome);
  await sees(atHome, 'Mina');
  await atHome.reload();
  await speak(atHome);
  await Promise.all([hears(atHome), sees(atHome, 'Mina'), hears(atTerminal)]);
});

for (const { name, sentence } of [
  { name: 'NotAllowedError', sentence: 'Das Mikrofon ist hier nicht erlaubt.' },
  { name: 'NotFoundError', sentence: 'Es ist kein Mikrofon da.' },
]) {
  test(`without a microphone (${name}) there is a plain sentence, and listening`, async ({ enterAs }) => {
    const { page } = await enterAs('Mina');
    await page.evaluate((errorName) => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', errorName));
    }, name);
    await hook(page, 'microphoneBtn').click();
    await expect(page.getByText(sentence)).toBeVisible();
    await hook(page, 'listenOnlyBtn').click();
    await expect(hook(page, 'audioModal')).toHaveCount(0);
    await expect(hook(page, 'leaveAudio')).toBeVisible();
    await hook(page, 'joinVideo').click();
    await expect(page.getByText(/^(Die Kamera ist hier nicht erlaubt|Es ist keine Kamera da)\.$/)).toBeVisible();
    await expect(hook(page, 'startSharingWebcam')).toBeDisabled();
  });
}
