import type { Locator, Page } from '@playwright/test';
import { signedUrl } from '../../demo/bbb/signed-url.ts';
import { joinFromHome, openChromium } from './chromium.ts';
import { expect, test as base } from './fixtures.ts';
import { enterMeeting } from './steps.ts';

const hook = (page: Page, name: string): Locator => page.locator(`[data-test="${name}"]`);

const test = base.extend<{ readonly fromHome: (beside: string, fullName: string) => Promise<Page> }>({
  fromHome: async ({ embedded }, use) => {
    const browser = await openChromium();
    await use((beside, fullName) => joinFromHome(browser, embedded, { beside, fullName }));
    await browser.close();
  },
});

test('hands are seen in the order in which they went up', async ({ terminal, fromHome }) => {
  const atTerminal = await enterMeeting(terminal, { name: 'Mina' });
  await hook(atTerminal, 'closeModal').click();
  const atHome = await fromHome('Mina', 'Jonas');
  await hook(atHome, 'closeModal').click();
  await hook(atHome, 'raiseHandBtn').click();
  await expect(hook(atTerminal, 'raisedHand')).toHaveText('1');
  await hook(atTerminal, 'raiseHandBtn').click();
  await expect(hook(atHome, 'userListItem').locator('[data-test="raisedHand"]')).toHaveText('2');
  await hook(atHome, 'lowerHandBtn').click();
  await expect(hook(atTerminal, 'userListItemCurrent').locator('[data-test="raisedHand"]')).toHaveText('1');
  await expect(hook(atTerminal, 'lowerHandBtn')).toBeVisible();
  await expect(hook(atHome, 'raiseHandBtn')).toBeVisible();
});

test('addresses in the chat are links: a window at home, none at the terminal', async ({ terminal, fromHome }) => {
  const atTerminal = await enterMeeting(terminal, { name: 'Mina' });
  await hook(atTerminal, 'closeModal').click();
  const atHome = await fromHome('Mina', 'Jonas');
  await hook(atHome, 'closeModal').click();
  const address = new URL('/html5client/plan', atHome.url()).href;
  await atHome.locator('#message-input').fill(`<img src=x onerror=alert(1)> <b>Plan</b>: ${address}.`);
  await atHome.keyboard.press('Enter');

  for (const page of [atHome, atTerminal]) {
    const text = hook(page, 'chatUserMessageText');
    await expect(text).toHaveText(`<img src=x onerror=alert(1)> <b>Plan</b>: ${address}.`);
    await expect(text.locator('img, b')).toHaveCount(0);
    const link = text.getByRole('link', { name: address, exact: true });
    await expect(link).toHaveAttribute('href', address);
    await expect(link).toHaveAttribute('target', '_blank');
    await expect(link).toHaveAttribute('rel', 'noopener noreferrer');
  }

  const opened = atHome.context().waitForEvent('page');
  await atHome.getByRole('link', { name: address }).click();
  await expect(await opened).toHaveURL(address);

  const windows = terminal.app.windows().length;
  const before = atTerminal.url();
  await atTerminal.getByRole('link', { name: address }).click();
  // What the page does after the click shows that the click has been dealt with.
  await hook(atTerminal, 'raiseHandBtn').click();
  await expect(hook(atHome, 'raisedHand')).toBeVisible();
  expect(terminal.app.windows()).toHaveLength(windows);
  expect(atTerminal.url()).toBe(before);
});

test('who comes into a recorded meeting is told, and may stay or leave', async ({ embedded: { bbb, secret } }) => {
  const meetingID = 'recorded';
  const recorded = { record: 'true', autoStartRecording: 'true', notifyRecordingIsOn: 'true' };
  await fetch(signedUrl(bbb.url, secret, 'create', { name: 'Aufgezeichnet', meetingID, ...recorded }));
  const browser = await openChromium();
  const enter = async (fullName: string): Promise<Page> => {
    const page = await browser.newPage();
    const german = { 'userdata-bbb_override_default_locale': 'de' };
    await page.goto(signedUrl(bbb.url, secret, 'join', { meetingID, fullName, role: 'VIEWER', ...german }));
    return page;
  };
  const stays = await enter('Mina');
  await expect(stays.getByRole('heading', { name: 'Diese Sitzung wird aufgezeichnet' })).toBeVisible();
  await hook(stays, 'acceptRecording').click();
  await expect(hook(stays, 'sessionDetailsModal')).toBeVisible();

  const leaves = await enter('Jonas');
  await expect(hook(stays, 'userListItem')).toHaveCount(1);
  await hook(leaves, 'declineRecording').click();
  await expect(hook(leaves, 'meetingEndedModal')).toBeVisible();
  await expect(hook(stays, 'userListItem')).toHaveCount(0);
  await browser.close();
});
