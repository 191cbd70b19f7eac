import type { Locator, Page } from '@playwright/test';
import { BAR_HEIGHT, KEYBOARD_HEIGHT } from '../../main/stage/layout.ts';
import { expect, test, type Terminal } from './fixtures.ts';
import { pageWithKeyboard, pressHardwareKey } from './hardware-keys.ts';
import { enterMeeting } from './steps.ts';

const WINDOW = { width: 1280, height: 800 };

const keyboardOf = (terminal: Terminal): Locator => terminal.screens.locator('.keyboard');

const touchKeys = async (terminal: Terminal, ...names: readonly string[]): Promise<void> => {
  for (const name of names) await keyboardOf(terminal).getByRole('button', { name, exact: true }).click();
};

const boundsOfMeeting = (terminal: Terminal) =>
  terminal.app.evaluate(({ BaseWindow }) => {
    const [window] = BaseWindow.getAllWindows();
    return window?.contentView.children.at(-1)?.getBounds() ?? null;
  });

const hasKeyboard = async (terminal: Terminal): Promise<boolean> =>
  (await pageWithKeyboard(terminal)).includes('/html5client/');

const openKeyboard = async (terminal: Terminal): Promise<void> => {
  const visitor = terminal.as('de');
  await visitor.touch(visitor.texts.keyboard.open);
  await expect(keyboardOf(terminal)).toBeVisible();
};

const full = { x: 0, y: 0, width: WINDOW.width, height: WINDOW.height - BAR_HEIGHT };
const beside = { ...full, height: full.height - KEYBOARD_HEIGHT };

const enterWithChat = async (terminal: Terminal): Promise<{ meeting: Page; field: Locator }> => {
  const meeting = await enterMeeting(terminal);
  await meeting.locator('[data-test="closeModal"]').click();
  const field = meeting.locator('#message-input');
  await field.click();
  return { meeting, field };
};

test('a line in the chat is written and sent by touch alone', async ({ terminal }) => {
  const { meeting, field } = await enterWithChat(terminal);
  const { key, name } = terminal.as('de').texts.keyboard;
  await openKeyboard(terminal);

  await touchKeys(terminal, key.shift, 'G', 'r', 'ü', 'ß', 'e', key.space, name.signs, '1', '2', '3');
  await expect(field).toHaveValue('Grüße 123');
  await touchKeys(terminal, '4', key.erase);
  await expect(field).toHaveValue('Grüße 123');
  await touchKeys(terminal, name.letters, name.left, name.left, name.left, 'x', name.right, key.erase);
  await expect(field).toHaveValue('Grüße x23');
  await touchKeys(terminal, key.erase, name.signs, '1');
  await expect(field).toHaveValue('Grüße 123');
  await touchKeys(terminal, key.enter);
  await expect(meeting.locator('[data-test="chatUserMessageText"]')).toHaveText('Grüße 123');
  await expect(field).toHaveValue('');

  await touchKeys(terminal, key.tab);
  await expect(meeting.locator('[data-test="sendMessageButton"]')).toBeFocused();
  expect(await hasKeyboard(terminal)).toBe(true);
});

test('the meeting makes room, stays usable, and the field that is written in stays in sight', async ({ terminal }) => {
  const { meeting, field } = await enterWithChat(terminal);
  await expect.poll(() => boundsOfMeeting(terminal)).toEqual(full);
  await openKeyboard(terminal);
  await expect.poll(() => boundsOfMeeting(terminal)).toEqual(beside);
  const keys = await keyboardOf(terminal).boundingBox();
  expect(keys).toEqual({ x: 0, y: beside.height, width: WINDOW.width, height: KEYBOARD_HEIGHT });
  for (const button of await keyboardOf(terminal).getByRole('button').all()) {
    const box = await button.boundingBox();
    expect(box?.width).toBeGreaterThanOrEqual(64);
    expect(box?.height).toBeGreaterThanOrEqual(64);
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(full.height);
  }

  // The chat's field is at the bottom of the page; it can be seen and touched.
  await expect(field).toBeInViewport({ ratio: 1 });
  await meeting.locator('[data-test="raiseHandBtn"]').click();
  await expect(meeting.locator('[data-test="lowerHandBtn"]')).toBeVisible();
  await field.click();
  await touchKeys(terminal, 'a');
  await expect(field).toHaveValue('a');

  await test.step('a field far down a page that scrolls as well', async () => {
    const visitor = terminal.as('de');
    await visitor.touch(visitor.texts.keyboard.open);
    await expect.poll(() => boundsOfMeeting(terminal)).toEqual(full);
    await meeting.evaluate(() => {
      const long = document.createElement('div');
      long.style.cssText = 'position:fixed;inset:0;overflow:auto;z-index:9;background:#fff';
      long.innerHTML = '<div style="height:600px"></div><input id="far"><div style="height:600px"></div>';
      document.body.append(long);
    });
    await meeting.locator('#far').click();
    await openKeyboard(terminal);
    await expect.poll(() => meeting.evaluate(() => innerHeight)).toBe(beside.height);
    await expect(meeting.locator('#far')).toBeInViewport({ ratio: 1 });
    await touchKeys(terminal, 'ö');
    await expect(meeting.locator('#far')).toHaveValue('ö');
  });
});

test('a key never takes the caret out of the meeting, whichever view was touched last', async ({ terminal }) => {
  const { field } = await enterWithChat(terminal);
  await openKeyboard(terminal);
  await expect.poll(() => hasKeyboard(terminal)).toBe(true);
  // What the window does when a finger comes down on our page.
  await terminal.app.evaluate(({ webContents }) =>
    webContents
      .getAllWebContents()
      .find((contents) => contents.getURL().startsWith('kiosk:'))
      ?.focus(),
  );
  await expect.poll(() => hasKeyboard(terminal)).toBe(true);
  await touchKeys(terminal, 'a');
  await pressHardwareKey(terminal, 'b');
  await expect(field).toHaveValue('ab');
  await expect(field).toBeFocused();
});

test('Escape closes the keyboard in the meeting and at the bar, and the button does', async ({ terminal }) => {
  const { field } = await enterWithChat(terminal);
  const visitor = terminal.as('de');
  const button = terminal.screens.getByRole('button', { name: visitor.texts.keyboard.open, exact: true });
  const isClosed = async (): Promise<void> => {
    await expect(keyboardOf(terminal)).toHaveCount(0);
    await expect.poll(() => boundsOfMeeting(terminal)).toEqual(full);
    await expect(button).toHaveAttribute('aria-expanded', 'false');
  };
  await openKeyboard(terminal);
  await expect(button).toHaveAttribute('aria-expanded', 'true');
  await pressHardwareKey(terminal, 'Escape');
  await isClosed();

  await openKeyboard(terminal);
  await pressHardwareKey(terminal, 'F6');
  await expect.poll(() => hasKeyboard(terminal)).toBe(false);
  await expect(button).toBeFocused();
  await pressHardwareKey(terminal, 'Escape');
  await isClosed();

  await openKeyboard(terminal);
  await button.click();
  await isClosed();
  await expect(field).toBeFocused();

  await test.step('a panel takes its place, and the meeting has all its room again', async () => {
    await openKeyboard(terminal);
    await visitor.touch(visitor.texts.meeting.help);
    await visitor.sees(visitor.texts.help.heading);
    await expect(keyboardOf(terminal)).toHaveCount(0);
    await visitor.touch(visitor.texts.help.close);
    await expect.poll(() => boundsOfMeeting(terminal)).toEqual(full);
  });
});

test('F6 leads from the meeting to the bar and back while the keyboard is open', async ({ terminal }) => {
  await enterWithChat(terminal);
  await openKeyboard(terminal);
  await pressHardwareKey(terminal, 'F6');
  await expect.poll(() => hasKeyboard(terminal)).toBe(false);
  await pressHardwareKey(terminal, 'F6');
  await expect.poll(() => hasKeyboard(terminal)).toBe(true);
});

test('no key is typed while no meeting is shown, or its keyboard is closed', async ({ terminal }) => {
  const visitor = terminal.as('de');
  const press = (text: string): Promise<void> =>
    terminal.screens.evaluate((typed) => {
      const bridge: unknown = Reflect.get(window, 'terminal');
      if (bridge instanceof Object && 'send' in bridge && bridge.send instanceof Function) {
        Reflect.apply(bridge.send, bridge, [{ type: 'press-key', key: { text: typed } }]);
      }
    }, text);
  await visitor.begin();
  await visitor.sees(visitor.texts.rooms.heading);
  await press('a');
  await visitor.chooseRoom('AG Energie & Umwelt');
  await visitor.acceptTerms();
  await visitor.sees(visitor.texts.name.heading);
  await terminal.screens.getByRole('textbox').focus();
  await press('b');
  await expect(terminal.screens.getByRole('textbox')).toHaveValue('');
  await visitor.stayAnonymous();
  await visitor.enterRoom();
  const meeting = await terminal.meeting();
  await meeting.locator('[data-test="closeModal"]').click();
  const field = meeting.locator('#message-input');
  await field.click();
  for (const text of ['c', 'd']) await press(text);
  await visitor.touch(visitor.texts.meeting.help);
  await visitor.sees(visitor.texts.help.heading);
  await press('e');
  await visitor.touch(visitor.texts.help.close);
  await openKeyboard(terminal);
  await press('f');
  await expect(field).toHaveValue('f');
});

test('bar, panels and keys change language in the meeting; the page keeps its own', async ({ terminal }) => {
  const { meeting } = await enterWithChat(terminal);
  const german = terminal.as('de');
  await german.touch(german.texts.meeting.language);
  await german.sees(german.texts.language.label);
  await german.touch('English');
  const english = terminal.as('en');
  await expect(terminal.screens.getByRole('dialog')).toHaveCount(0);
  await english.touch(english.texts.keyboard.open);
  await expect(keyboardOf(terminal).getByRole('button').first()).toHaveText('q');
  await expect(keyboardOf(terminal).getByRole('button').nth(5)).toHaveText('y');
  expect(await meeting.evaluate(() => document.documentElement.lang)).toBe('de');
});
