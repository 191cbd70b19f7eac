import type { Page } from '@playwright/test';
import { uuidv7 } from 'uuidv7';
import { CITY_PATHS } from '../../contract/city-api.ts';
import { DASHBOARD_PATHS } from '../../contract/dashboard.ts';
import type { EventData, EventType } from '../../contract/events.ts';
import de from '../../resources/locales/dashboard.de.json' with { type: 'json' };
import en from '../../resources/locales/dashboard.en.json' with { type: 'json' };
import type { EmbeddedCity } from '../../demo/embedded-city.ts';
import { openChromium } from './chromium.ts';
import { enrolMachine } from '../enrol-machine.ts';
import { expect, SITE } from './fixtures.ts';
import { test } from './own-city.ts';
import { findings } from './readable.ts';
import { faultsOfTabWalk } from './tab-walk.ts';

const PASSWORD = 'ein Satz, den man behält';
const NEXT_PASSWORD = 'ein anderer Satz, auch gut';

/** Speaks as the terminal does. */
const tellerOf = ({ city }: EmbeddedCity, terminal: string, token: string) => {
  let sequence = 0;
  return async <T extends EventType>(type: T, data: EventData<T>): Promise<void> => {
    sequence += 1;
    const event = {
      specversion: '1.0',
      id: uuidv7(),
      source: `/terminals/${terminal}`,
      time: new Date().toISOString(),
      sequence,
      type,
      data,
    };
    const answer = await fetch(new URL(CITY_PATHS.events, city.url), {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/cloudevents-batch+json' },
      body: JSON.stringify([event]),
    });
    expect(answer.status).toBe(202);
  };
};

/** Goes on with Tab, from wherever the focus is, until it is on what is named so. */
const tabTo = async (page: Page, name: string): Promise<void> => {
  const isThere = (): Promise<boolean> =>
    page.evaluate((wanted) => {
      const element = document.activeElement;
      if (!(element instanceof HTMLElement) || element === document.body) return false;
      const label = element instanceof HTMLInputElement ? element.labels?.[0] : element;
      return label?.textContent.includes(wanted) ?? false;
    }, name);
  for (let press = 0; press < 30 && !(await isThere()); press += 1) await page.keyboard.press('Tab');
  expect(await isThere(), `Tab reaches ${name}`).toBe(true);
};

test('the staff signs in, finds a terminal and reads what it told, by keyboard alone and in two languages', async ({
  embedded,
  terminalName,
}) => {
  const { city } = embedded;
  const { token } = await enrolMachine(city, { site: SITE, terminal: terminalName });
  // So that there are several.
  await enrolMachine(city, { site: SITE });
  /** Other tests give commands in the same city. */
  const own = async () => (await city.orders.list({ limit: 100 })).filter(({ by }) => by === 'anna');
  const tell = tellerOf(embedded, terminalName, token);
  await tell('stadtfenster.terminal.started', {
    version: '1.2.3',
    electron: '45.4.1',
    chromium: '140.0',
    sandboxed: true,
  });

  const browser = await openChromium();
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('status of 4')) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  const home = new URL(`${DASHBOARD_PATHS.pages}/`, city.url).href;
  const heading = (name: string) => expect(page.getByRole('heading', { level: 1, name })).toBeVisible();

  await test.step('a first link makes the first account, once', async () => {
    const link = await city.accounts.createFirstLink();
    await page.goto(`${home}#/first/${link}`);
    await heading(de.first.heading);
    expect(await findings(page)).toEqual([]);
    await page.keyboard.type('anna');
    await page.keyboard.press('Tab');
    await page.keyboard.type('kurz');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('alert')).toHaveText(de.wrong['password-length']);
    await page.keyboard.press('Control+A');
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press('Tab');
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press('Enter');
    await heading(de.fleet.heading);
    expect(page.url()).not.toContain(link);
    const length = await page.evaluate(() => history.length);
    await page.evaluate(() => location.replace('#/nowhere'));
    await page.waitForURL(`${home}#/`);
    await heading(de.fleet.heading);
    expect(await page.evaluate(() => history.length)).toBe(length);
    const other = await browser.newPage();
    await other.goto(`${home}#/first/${link}`);
    await other.getByLabel(de.form.name, { exact: true }).fill('eve');
    await other.getByLabel(de.form.newPassword, { exact: true }).fill(PASSWORD);
    await other.getByLabel(de.form.again, { exact: true }).fill(PASSWORD);
    await other.keyboard.press('Enter');
    await expect(other.getByRole('alert')).toHaveText(de.wrong['link-wrong']);
    await other.close();
  });

  await test.step('the cookie is out of reach of scripts', async () => {
    expect(await page.evaluate(() => document.cookie)).toBe('');
    expect(await page.context().cookies()).toEqual([
      expect.objectContaining({ name: 'stadtfenster', httpOnly: true, sameSite: 'Strict' }),
    ]);
  });

  const row = page.getByRole('row', { name: terminalName });
  await test.step('the fleet shows how the terminal is, and follows it', async () => {
    await expect(row).toContainText(de.state.fine);
    await expect(row).toContainText('1.2.3');
    await tell('stadtfenster.visit.started', { visit: '6f9619ff-8b86-4d01-b42d-00cf4fc964ff' });
    await expect(row).toContainText(de.state['in-use']);
    // At a desk the bar is one line, and the list ends with the window.
    expect((await page.locator('.top').boundingBox())?.height).toBeLessThan(80);
    expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBe(800);
    expect(await findings(page)).toEqual([]);
    expect(await faultsOfTabWalk(page)).toEqual([]);
    await tabTo(page, de.fleet.search);
    await page.keyboard.type('nirgends');
    await expect(page.getByText(de.fleet.empty)).toBeVisible();
    expect(await findings(page)).toEqual([]);
    await page.keyboard.press('Control+A');
    await page.keyboard.type(terminalName);
    await expect(row).toBeVisible();
  });

  await test.step('whoever waits for help is told that somebody comes', async () => {
    const called = await fetch(new URL(CITY_PATHS.helpCalls, city.url), {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ step: 'name', locale: 'en' }),
    });
    expect(called.status).toBe(200);
    await expect(page.getByRole('region', { name: de.help.heading })).toContainText(terminalName);
    expect(await findings(page)).toEqual([]);
    await page.getByRole('button', { name: de.help.come }).click();
    await expect(page.getByText(de.help.answered)).toBeVisible();
    expect(await city.help.list()).toEqual([expect.objectContaining({ answered: true })]);
    await page.getByLabel(de.fleet.search).focus();
  });

  await test.step('the page of the terminal tells in words what happened', async () => {
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await heading(terminalName);
    const entries = page.locator('.timeline-entry');
    await expect(entries.first()).toContainText(de.event.visitStarted);
    await expect(entries.last()).toContainText('1.2.3');
    await expect(page.locator('.day-words')).toContainText(de.day.absent_other.replace('{{count}} ', ''));
    await expect(page.getByRole('cell', { name: de.setting.timeZone })).toBeVisible();
    expect(await findings(page)).toEqual([]);
    expect(await faultsOfTabWalk(page)).toEqual([]);

    await page.getByLabel(de['command-form'].act).selectOption('lock');
    await tabTo(page, de['command-form'].give);
    await page.keyboard.press('Enter');
    const sure = page.getByRole('group', { name: de['command-form'].sure });
    await expect(sure).toContainText(de.command.lock);
    // Enter alone answers nothing.
    await page.keyboard.press('Enter');
    await expect(sure).toBeVisible();
    expect(await findings(page)).toEqual([]);
    expect(await own()).toEqual([]);
    await tabTo(page, de['command-form'].yes);
    await page.keyboard.press('Enter');
    const given = page.getByRole('list', { name: de['command-list'].heading });
    await expect(given).toContainText(de.result.waiting);
    const [command] = await own();
    expect(command).toMatchObject({ by: 'anna', audience: { terminal: terminalName }, command: { act: 'lock' } });
    const result = { order: command?.id ?? '', act: 'lock', state: 'failed', reason: 'superseded' } as const;
    await tell('stadtfenster.order.result', result);
    await expect(given).toContainText(de.because.superseded);
    expect(await findings(page)).toEqual([]);
    await tabTo(page, 'English');
    await page.keyboard.press('Enter');
    await expect(entries.first()).toContainText(en.because.superseded);
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
    expect(await findings(page)).toEqual([]);
  });

  await test.step('commands for many terminals have a page, which says how many these are', async () => {
    await tabTo(page, en.nav.commands);
    await page.keyboard.press('Enter');
    await heading(en['command-list'].heading);
    await expect(page.getByRole('list', { name: en['command-list'].heading })).toContainText(terminalName);
    expect(await findings(page)).toEqual([]);
    await page.getByLabel(en['command-form'].act).selectOption('show-message');
    await page.getByRole('button', { name: en['command-form'].give }).click();
    await expect(page.getByRole('alert')).toHaveText(en.wrong['message-missing']);
    await page.getByLabel(en['command-form'].de).fill('Guten Tag');
    await page.getByRole('button', { name: en['command-form'].give }).click();
    await page.getByRole('button', { name: en['command-form'].no }).click();
    expect(await own()).toHaveLength(1);
    expect(await faultsOfTabWalk(page)).toEqual([]);
  });

  await test.step('the audit log knows who signed in', async () => {
    await tabTo(page, en.nav.audit);
    await page.keyboard.press('Enter');
    await heading(en.audit.heading);
    await expect(page.getByRole('row', { name: en.act['first-link-used'] }).first()).toContainText('anna');
    await expect(page.getByRole('row', { name: en.act['command-given'] })).toContainText(
      `${en.command.lock}: ${terminalName}`,
    );
    expect(await findings(page)).toEqual([]);
  });

  await test.step('the password is changed, and whoever signs out is out', async () => {
    await tabTo(page, en.nav.password);
    await page.keyboard.press('Enter');
    await heading(en.password.heading);
    expect(await findings(page)).toEqual([]);
    await page.getByLabel(en.password.current, { exact: true }).fill(PASSWORD);
    await page.getByLabel(en.form.newPassword, { exact: true }).fill(NEXT_PASSWORD);
    await page.getByLabel(en.form.again, { exact: true }).fill(NEXT_PASSWORD);
    await page.keyboard.press('Enter');
    await expect(page.getByText(en.password.done)).toBeVisible();
    await tabTo(page, en.nav.signOut);
    await page.keyboard.press('Enter');
    await heading(en.signIn.heading);
    expect(await findings(page)).toEqual([]);
    await page.getByLabel(en.form.name, { exact: true }).fill('anna');
    await page.getByLabel(en.form.password, { exact: true }).fill(PASSWORD);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('alert')).toHaveText(en.wrong['sign-in-wrong']);
    await page.getByLabel(en.form.password, { exact: true }).fill(NEXT_PASSWORD);
    await page.keyboard.press('Enter');
    await heading(en.fleet.heading);
  });

  await test.step('nothing wanted to be loaded or run that the policy forbids', () => {
    expect(complaints).toEqual([]);
  });
  await browser.close();
});

test('the last day of a terminal is asked for again when the city did not answer, and while the page stays open', async ({
  embedded: { city },
}) => {
  const terminal = `tag-${Date.now()}`;
  await enrolMachine(city, { site: SITE, terminal });
  const account = `berta-${Date.now()}`;
  const password = await city.accounts.add({ name: account, role: 'reader' });
  const browser = await openChromium();
  const page = await browser.newPage();
  await page.clock.install();
  let asked = 0;
  let isAway = true;
  await page.route(`**/${DASHBOARD_PATHS.days}?*`, async (route) => {
    asked += 1;
    await (isAway ? route.abort() : route.continue());
  });
  await page.goto(new URL(`${DASHBOARD_PATHS.pages}/`, city.url).href);
  await page.getByLabel(de.form.name, { exact: true }).fill(account);
  await page.getByLabel(de.form.password, { exact: true }).fill(password);
  await page.keyboard.press('Enter');
  const line = page.getByRole('row', { name: terminal }).locator('.day-line');
  await expect.poll(() => asked).toBe(1);
  await expect(line).toHaveCount(0);

  isAway = false;
  await page.clock.fastForward('00:11');
  await expect(line).toBeVisible();
  await page.clock.fastForward('00:11');
  expect(asked).toBe(2);
  await page.clock.fastForward('06:00');
  await expect.poll(() => asked).toBe(3);
  await browser.close();
});
