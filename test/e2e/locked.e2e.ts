import type { Page } from '@playwright/test';
import { codeSymbolsOf, withCheckSymbol } from '../../contract/code-symbols.ts';
import { signedUrl } from '../../demo/bbb/signed-url.ts';
import type { EmbeddedCity } from '../../demo/embedded-city.ts';
import { expect, ROOM, test as base, type Terminal } from './fixtures.ts';
import { handAt, type Hand } from './hand.ts';
import { pageWithKeyboard } from './hardware-keys.ts';
import { pictureOf } from './picture-of.ts';
import { expectReadable } from './readable.ts';
import { crashMeeting } from './steps.ts';
import { filesWith } from './traces.ts';

/** As a code is, and of no room. */
const NO_CODE = withCheckSymbol('012345678');

const QUICK = { presenceSeconds: 3, presenceWarningSeconds: 2 };

const test = base.extend<{ readonly hand: Hand; readonly code: string }>({
  hand: async ({ display }, use) => {
    const hand = await handAt(display.environment['DISPLAY'] ?? '');
    await use(hand);
    hand.close();
  },
  code: async ({ embedded }, use) => use(await embedded.city.createAccessCode(ROOM.id, 'moderator')),
});

/** From the attract screen into the meeting, to lead it. */
const enterToLead = async (terminal: Terminal, code: string): Promise<Page> => {
  const visitor = terminal.as('de');
  await visitor.begin();
  await visitor.touch(visitor.texts.code.open);
  await visitor.enterCode(code);
  await visitor.acceptTerms();
  await visitor.stayAnonymous();
  await visitor.touch(visitor.texts.name.check);
  await visitor.enterRoom();
  const meeting = await terminal.meeting();
  await expect(meeting.locator('[data-test="userListItemCurrent"]')).toBeVisible();
  return meeting;
};

/** Notes everything that a hand does in a page. */
const listenForHands = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const heard: string[] = [];
    Reflect.set(window, 'heard', heard);
    for (const type of ['pointerdown', 'mousedown', 'click', 'wheel', 'keydown', 'input', 'focus'])
      addEventListener(type, () => heard.push(type), { capture: true });
  });

const heardIn = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const heard: unknown = Reflect.get(window, 'heard');
    return Array.isArray(heard) ? heard.splice(0).map(String) : ['nothing listens'];
  });

const bar = (terminal: Terminal) =>
  terminal.screens.getByRole('region', { name: terminal.as('de').texts.meeting.label });

const expectLocked = async (terminal: Terminal): Promise<void> => {
  const { texts } = terminal.as('de');
  await expect(bar(terminal).getByText(texts.locked.state)).toBeVisible();
  await expect(bar(terminal).getByText(texts.locked.goesOn)).toBeVisible();
  await expect(bar(terminal).getByRole('button')).toHaveText([texts.locked.enter, texts.meeting.help]);
};

const moderatorIn = ({ bbb }: EmbeddedCity) =>
  bbb.meetings.flatMap(({ people }) => people).filter(({ role, present }) => role === 'MODERATOR' && present);

test('nobody touches the screen: the meeting goes on, nobody who passes leads it, the code brings the bar back', async ({
  launch,
  hand,
  code,
  embedded,
  profile,
  events,
  eventsOf,
}) => {
  const terminal = await launch({ machine: { times: QUICK } });
  const visitor = terminal.as('de');
  const { texts } = visitor;
  const { screens } = terminal;
  const meeting = await enterToLead(terminal, code);
  await meeting.locator('[data-test="microphoneBtn"]').click();
  await meeting.locator('[data-test="joinVideo"]').click();
  await meeting.locator('[data-test="startSharingWebcam"]').click();
  const video = meeting.locator('[data-test="webcamItem"] video');
  await expect(video).toBeVisible();
  await listenForHands(meeting);

  // The hand is a real one: while the bar is open the meeting feels it.
  await expect(async () => {
    hand.touch(400, 300);
    hand.press('a');
    expect(await heardIn(meeting)).toEqual(expect.arrayContaining(['pointerdown', 'click', 'keydown']));
  }).toPass();

  await expect(bar(terminal).getByText(texts.presence.heading, { exact: true })).toBeVisible();
  await expect(bar(terminal).getByText(/Die Leiste wird in 0:0\d gesperrt/)).toBeVisible();
  await expectLocked(terminal);
  await expectReadable(screens, 'meeting, locked');
  await heardIn(meeting);
  await listenForHands(screens);
  // The page asks for the keyboard itself, as every page may.
  await meeting.evaluate(() => {
    window.focus();
    document.querySelector<HTMLElement>('#message-input, button')?.focus();
  });
  await heardIn(meeting);
  for (const [x, y] of [
    [400, 300],
    [60, 400],
    [640, 700],
    [1200, 40],
  ] as const) {
    hand.touch(x, y);
    // Not with Tab and Enter, which may open something in the bar.
    for (const key of ['F6', 'a', 'Escape'] as const) hand.press(key);
  }
  await expect.poll(async () => (await heardIn(screens)).length).toBeGreaterThan(0);
  expect(await pageWithKeyboard(terminal)).toMatch(/^kiosk:/);
  expect(await heardIn(meeting)).toEqual([]);

  // Should a key ever be on its way to the page, it does not arrive.
  await terminal.app.evaluate(({ webContents }) => {
    const page = webContents.getAllWebContents().find((contents) => contents.getURL().includes('/html5client/'));
    for (const type of ['keyDown', 'keyUp'] as const) page?.sendInputEvent({ type, keyCode: 'a' });
  });
  expect(await heardIn(meeting)).toEqual([]);

  // Sound and picture go on.
  const first = await pictureOf(video);
  await expect.poll(() => pictureOf(video)).not.toBe(first);
  expect(await meeting.evaluate(() => document.visibilityState)).toBe('visible');
  expect(moderatorIn(embedded).map(({ media }) => media)).toEqual([
    { audio: 'microphone', muted: false, camera: true, screen: false },
  ]);

  await visitor.touch(texts.meeting.help);
  await visitor.sees(texts.help.heading);
  await visitor.touch(texts.call.call);
  await visitor.readsCall('called');
  await expectReadable(screens, 'meeting, locked, help');
  await visitor.touch(texts.call.cancel);
  await visitor.touch(texts.help.close);
  await expectLocked(terminal);

  await visitor.touch(texts.locked.enter);
  await visitor.sees(texts.locked.heading);
  await expectReadable(screens, 'meeting, locked, code');
  const field = screens.getByRole('textbox', { name: texts.code.label });
  // The field has the keyboard at once, and the keys on the screen write into it too.
  await expect(field).toBeFocused();
  await screens.keyboard.type(NO_CODE.slice(0, 9));
  await screens.getByRole('button', { name: NO_CODE.slice(9), exact: true }).click();
  await visitor.touch(texts.locked.unlock);
  await expect(screens.locator('.code-words').getByText(texts.failure['code-wrong'].sentence)).toBeVisible();
  // A touch beside the panel closes it, and is nothing to the meeting.
  hand.touch(400, 60);
  await expect(field).toBeHidden();
  expect(await heardIn(meeting)).toEqual([]);
  await visitor.touch(texts.locked.enter);
  await field.fill(code);
  await screens.keyboard.press('Enter');
  await expect(bar(terminal).getByRole('button', { name: texts.meeting.leave })).toBeVisible();
  await expect(async () => {
    hand.touch(400, 300);
    hand.press('a');
    expect(await heardIn(meeting)).toEqual(expect.arrayContaining(['pointerdown', 'click', 'keydown']));
  }).toPass();

  await expect
    .poll(async () => (await eventsOf('stadtfenster.visit.locked')).map(({ data }) => data.state))
    .toEqual(['locked', 'unlocked']);
  for (const secret of [code, codeSymbolsOf(code), NO_CODE]) {
    expect(filesWith(profile, secret)).toEqual([]);
    expect(JSON.stringify(await events())).not.toContain(secret);
  }
});

test('a locked meeting ends when others end it, and its page can break and come back', async ({
  launch,
  hand,
  code,
  embedded,
  eventsOf,
}) => {
  const terminal = await launch({ machine: { times: QUICK } });
  const visitor = terminal.as('de');
  const { texts } = visitor;
  const old = await enterToLead(terminal, code);
  await expectLocked(terminal);
  await crashMeeting(terminal);
  await expect.poll(async () => (await eventsOf('stadtfenster.visit.rejoined')).length).toBe(1);
  const again = (): Page | undefined =>
    terminal.app.windows().find((page) => page !== old && page.url().includes('/html5client/'));
  await expect.poll(() => again() !== undefined).toBe(true);
  const meeting = again();
  if (meeting === undefined) throw new Error('There is no meeting.');
  await expectLocked(terminal);
  await expect(meeting.locator('[data-test="userListItemCurrent"]')).toBeVisible();
  await listenForHands(meeting);
  hand.touch(400, 300);
  hand.press('a');
  hand.press('F6');
  hand.press('a');
  await visitor.touch(texts.locked.enter);
  await visitor.sees(texts.locked.heading);
  expect(await heardIn(meeting)).toEqual([]);
  // The picture is there, under our page.
  expect(await meeting.evaluate(() => document.visibilityState)).toBe('visible');

  const meetingID = `stadtfenster-${ROOM.id}`;
  await fetch(signedUrl(embedded.bbb.url, embedded.secret, 'end', { meetingID }));
  await visitor.sees(texts.goodbye.heading);
  await expect(terminal.screens.getByText(texts.outcome['meeting-ended']).first()).toBeVisible();
  await visitor.finish();
  await visitor.seesAttract();
  await expect.poll(async () => (await eventsOf('stadtfenster.visit.ended'))[0]?.data.outcome).toBe('meeting-ended');
});
