import type { Locator, Page } from '@playwright/test';
import { signedUrl } from '../../demo/bbb/signed-url.ts';
import { startEmbeddedCity } from '../../demo/embedded-city.ts';
import type { Role } from '../../demo/bbb/wire.ts';
import { joinFromHome, LOOPBACK, openChromium } from './chromium.ts';
import { expect, ROOM, test as base } from './fixtures.ts';
import { pictureOf } from './picture-of.ts';
import { askToEnter, enterMeeting } from './steps.ts';

const hook = (page: Page, name: string): Locator => page.locator(`[data-test="${name}"]`);

const test = base.extend<{ readonly fromHome: (beside: string, fullName: string, role?: Role) => Promise<Page> }>({
  fromHome: async ({ embedded }, use) => {
    const browser = await openChromium();
    await use((beside, fullName, role = 'VIEWER') => joinFromHome(browser, embedded, { beside, fullName, role }));
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

test('a screen shared from home moves at the terminal, which itself may share none', async ({ launch, fromHome }) => {
  const terminal = await launch({ args: [LOOPBACK] });
  const atTerminal = await enterMeeting(terminal, { name: 'Mina' });
  await hook(atTerminal, 'closeModal').click();
  const atHome = await fromHome('Mina', 'Jonas', 'MODERATOR');
  await hook(atHome, 'closeModal').click();
  await hook(atHome, 'startScreenShare').click();
  const video = hook(atTerminal, 'screenShareVideo');
  await expect(video).toBeVisible();
  await expect(hook(atTerminal, 'isSharingScreen')).toContainText('Bildschirm von Jonas');
  const first = await pictureOf(video);
  expect(first).not.toBe('');
  await expect.poll(() => pictureOf(video)).not.toBe(first);
  await hook(atHome, 'stopScreenShare').click();
  await expect(video).toHaveCount(0);

  await test.step('the terminal has no button for it, and its page is refused', async () => {
    await expect(hook(atTerminal, 'startScreenShare')).toBeHidden();
    const answer = await atTerminal.evaluate(() =>
      navigator.mediaDevices.getDisplayMedia({ video: true }).then(
        () => 'granted',
        (error: unknown) => (error instanceof DOMException ? error.name : 'unknown'),
      ),
    );
    expect(answer).not.toBe('granted');
  });
});

// BBB waits 15 seconds; the terminal looks once a second.
const lobby = base.extend({
  embedded: [
    async ({}, use) => {
      const embedded = await startEmbeddedCity({ dataDir: null, bbb: { client: { guestDenyRedirectMs: 2_000 } } });
      await use(embedded);
      await embedded.close();
    },
    { scope: 'worker' },
  ],
});

for (const { decision, answer } of [
  { decision: 'acceptGuest', answer: 'is let in' },
  { decision: 'denyGuest', answer: 'is told in plain words that the moderator said no' },
] as const) {
  lobby(`who waits in the lobby ${answer}`, async ({ terminal, embedded: { bbb, secret }, eventsOf }) => {
    const meetingID = `stadtfenster-${ROOM.id}`;
    await fetch(signedUrl(bbb.url, secret, 'create', { meetingID, name: ROOM.de, guestPolicy: 'ASK_MODERATOR' }));
    const browser = await openChromium();
    const moderator = await browser.newPage();
    await moderator.goto(signedUrl(bbb.url, secret, 'join', { meetingID, fullName: 'Leitung', role: 'MODERATOR' }));

    const visitor = terminal.as('de');
    await askToEnter(terminal, { name: 'Mina' });
    const atTerminal = await terminal.meeting();
    await expect(hook(atTerminal, 'guestMessage')).toContainText('Bitte warten Sie.');
    await expect(terminal.screens.getByRole('button', { name: visitor.texts.meeting.leave })).toBeVisible();
    await expect(hook(moderator, 'waitingGuest')).toContainText('Mina');
    await moderator.keyboard.press('Escape');
    await hook(moderator, decision).click();

    if (decision === 'acceptGuest') {
      await expect(hook(atTerminal, 'userListItemCurrent')).toContainText('Mina');
      await visitor.leave();
      await visitor.sees(visitor.texts.goodbye.heading);
    } else {
      await visitor.sees(visitor.texts.goodbye.heading);
      await expect(terminal.screens.locator('.lead')).toHaveText(visitor.texts.failure['meeting-denied'].sentence);
      await expect.poll(async () => (await eventsOf('stadtfenster.visit.failed'))[0]?.data.code).toBe('meeting-denied');
    }
    await fetch(signedUrl(bbb.url, secret, 'end', { meetingID }));
    await browser.close();
  });
}

test('a breakout room opens in the same view, and its end leads back into the meeting', async ({
  terminal,
  fromHome,
  eventsOf,
}) => {
  const visitor = terminal.as('de');
  const atTerminal = await enterMeeting(terminal, { name: 'Mina' });
  await hook(atTerminal, 'closeModal').click();
  const atHome = await fromHome('Mina', 'Jonas', 'MODERATOR');
  await hook(atHome, 'closeModal').click();
  await hook(atHome, 'createBreakoutRooms').click();
  await expect(hook(atHome, 'breakoutRoomList').getByRole('listitem')).toHaveCount(2);

  const title = `${ROOM.de} 2`;
  const pages = terminal.app.windows().length;
  await hook(atTerminal, 'joinRoom2').click();
  await expect(hook(atTerminal, 'presentationTitle')).toHaveText(title);
  expect(terminal.app.windows()).toHaveLength(pages);
  await hook(atTerminal, 'closeModal').click();

  await test.step('somebody at home gets a tab of its own', async () => {
    const opened = atHome.context().waitForEvent('page');
    await hook(atHome, 'joinRoom2').click();
    const tab = await opened;
    await expect(hook(tab, 'userListItem')).toContainText('Mina');
    await expect(hook(atHome, 'presentationTitle')).toHaveText(ROOM.de);
  });

  // The room's page closes itself; only then is the one found that takes its place.
  const closed = atTerminal.waitForEvent('close');
  await hook(atHome, 'endAllBreakouts').click();
  await closed;
  const again = await terminal.meeting();
  await expect(hook(again, 'presentationTitle')).toHaveText(ROOM.de);
  await expect(hook(again, 'userListItemCurrent')).toContainText('Mina');
  expect(await eventsOf('stadtfenster.visit.ended')).toEqual([]);
  await visitor.leave();
  await visitor.sees(visitor.texts.goodbye.heading);
  const views = async () =>
    (await eventsOf('stadtfenster.visit.wiped'))[0]?.data.receipt.items.filter(({ item }) => item === 'meeting-view');
  await expect.poll(async () => (await views())?.map(({ result }) => result)).toEqual(['verified', 'verified']);
});

test('a page that closes itself ends the meeting, and the wipe is complete', async ({ terminal, eventsOf }) => {
  const visitor = terminal.as('de');
  const atTerminal = await enterMeeting(terminal);
  await atTerminal.evaluate(() => void setTimeout(() => window.close()));
  await visitor.sees(visitor.texts.goodbye.heading);
  await expect.poll(async () => (await eventsOf('stadtfenster.visit.ended'))[0]?.data.outcome).toBe('meeting-ended');
});

test('help on the web and a file to take home are for browsers at home only', async ({ terminal, fromHome }) => {
  const atTerminal = await enterMeeting(terminal, { name: 'Mina' });
  await hook(atTerminal, 'closeModal').click();
  const atHome = await fromHome('Mina', 'Jonas');
  await hook(atHome, 'closeModal').click();
  const opened = atHome.context().waitForEvent('page');
  await hook(atHome, 'helpButton').click();
  await (await opened).close();
  const loaded = atHome.waitForEvent('download');
  await hook(atHome, 'presentationDownload').click();
  expect((await loaded).suggestedFilename()).toBe('presentation.txt');

  await terminal.app.evaluate(({ session }) => {
    session.fromPartition('meeting').on('will-download', (event) => {
      Reflect.set(globalThis, 'downloadRefused', event.defaultPrevented);
    });
  });
  const pages = terminal.app.windows().length;
  const before = atTerminal.url();
  await hook(atTerminal, 'helpButton').click();
  await hook(atTerminal, 'presentationDownload').click();
  await expect.poll(() => terminal.app.evaluate((): unknown => Reflect.get(globalThis, 'downloadRefused'))).toBe(true);
  expect(terminal.app.windows()).toHaveLength(pages);
  expect(atTerminal.url()).toBe(before);
  await hook(atTerminal, 'raiseHandBtn').click();
  await expect(hook(atHome, 'raisedHand')).toBeVisible();
});

test('a moderator silences all at once, and nobody is opened again by another', async ({ terminal, fromHome }) => {
  const atTerminal = await enterMeeting(terminal, { name: 'Mina', part: 'speak' });
  await hook(atTerminal, 'microphoneBtn').click();
  const atHome = await fromHome('Mina', 'Jonas', 'MODERATOR');
  await hook(atHome, 'closeModal').click();
  await hook(atHome, 'muteAll').click();
  await expect(hook(atTerminal, 'unmuteMicButton')).toBeVisible();
  await expect(hook(atHome, 'muteAll')).toBeHidden();
  await hook(atTerminal, 'unmuteMicButton').click();
  await expect(hook(atHome, 'muteAll')).toBeVisible();
});
