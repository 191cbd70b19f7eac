import type { Page } from '@playwright/test';
import { uuidv7 } from 'uuidv7';
import { CITY_PATHS, roomListSchema } from '../../contract/city-api.ts';
import { DASHBOARD_PATHS } from '../../contract/dashboard.ts';
import { plannedRoomsSchema, ROOM_PATHS, roomChangeSchema } from '../../contract/dashboard-rooms.ts';
import de from '../../resources/locales/dashboard.de.json' with { type: 'json' };
import en from '../../resources/locales/dashboard.en.json' with { type: 'json' };
import { enrolMachine } from '../enrol-machine.ts';
import { openChromium } from './chromium.ts';
import { expect } from './fixtures.ts';
import { test } from './own-city.ts';
import { findings } from './readable.ts';
import { faultsOfTabWalk } from './tab-walk.ts';

const SITE = 'Rathaus';
const TITLE = 'Verein der Kunstfreunde';

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;

/** The Monday of last week at noon: that week is over everywhere. */
const lastMonday = (): number => {
  const today = Math.floor(Date.now() / DAY) * DAY;
  return today - ((new Date(today).getUTCDay() + 6) % 7) * DAY - 7 * DAY + 12 * HOUR;
};

interface TestVisit {
  readonly at: number;
  readonly locale: 'de' | 'en';
  readonly rating: 1 | 4 | 5;
  readonly words?: string;
}

/** What a terminal tells of visits. */
const eventsOf = (terminal: string, visits: readonly TestVisit[]): object[] => {
  let sequence = 0;
  return visits.flatMap(({ at, locale, rating, words }, index) => {
    const visit = `6f9619ff-8b86-4d01-b42d-${String(index).padStart(12, '0')}`;
    const event = (type: string, data: object): object => {
      sequence += 1;
      return {
        ...{ specversion: '1.0', id: uuidv7(), source: `/terminals/${terminal}`, sequence },
        ...{ time: new Date(at).toISOString(), type: `stadtfenster.visit.${type}`, data: { visit, ...data } },
      };
    };
    return [
      event('started', {}),
      event('joined', { room: 'energie-umwelt', part: 'listen', role: 'attendee', locale, durationMs: 900 }),
      event('feedback', { rating, ...(words === undefined ? {} : { words }) }),
      event('ended', { outcome: 'left', step: 'meeting', durationMs: 9000 }),
    ];
  });
};

const send = async (city: string, token: string, events: readonly object[]): Promise<void> => {
  for (let from = 0; from < events.length; from += 20) {
    const answer = await fetch(new URL(CITY_PATHS.events, city), {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/cloudevents-batch+json' },
      body: JSON.stringify(events.slice(from, from + 20)),
    });
    expect(answer.status).toBe(202);
  }
};

/** Goes on with Tab, from wherever the focus is, until it is on what is called so. */
const tabTo = async (page: Page, name: string | RegExp, isBack = false): Promise<void> => {
  const there = page.locator(':focus').and(page.getByRole('button', { name }).or(page.getByRole('link', { name })));
  for (let press = 0; press < 80 && (await there.count()) === 0; press += 1) {
    await page.keyboard.press(isBack ? 'Shift+Tab' : 'Tab');
  }
  await expect(there).toBeFocused();
};

test('the staff plans rooms, makes codes and reads the usage, by keyboard alone and in two languages', async ({
  embedded: { city },
}) => {
  const name = `rathaus-${Date.now()}`;
  await city.addSite({ id: 'rathaus', name: SITE });
  const { token } = await enrolMachine(city, { site: 'rathaus', terminal: name });
  const monday = lastMonday();
  await send(
    city.url,
    token,
    eventsOf(
      name,
      Array.from({ length: 26 }, (_, index) => ({
        at: monday + (index % 4) * HOUR + Math.floor(index / 22) * DAY,
        locale: index < 20 ? 'de' : 'en',
        rating: index < 3 ? 1 : index % 2 === 0 ? 4 : 5,
        ...(index === 7 ? { words: 'Sehr freundlich' } : index === 25 ? { words: 'Nur vier an diesem Tag' } : {}),
      })),
    ),
  );
  const onTerminals = async (): Promise<string[]> => {
    const answer = await fetch(new URL(CITY_PATHS.rooms, city.url), { headers: { authorization: `Bearer ${token}` } });
    return roomListSchema.parse(await answer.json()).rooms.map(({ title }) => title.de);
  };

  const browser = await openChromium();
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'de' });
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('status of 4')) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  const heading = (words: string) => expect(page.getByRole('heading', { level: 1, name: words })).toBeVisible();
  const room = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: TITLE }) });

  await page.goto(new URL(`${DASHBOARD_PATHS.pages}/`, city.url).href);
  const account = `anna-${Date.now()}`;
  const password = await city.accounts.add({ name: account, role: 'operator' });
  await heading(de.signIn.heading);
  await page.keyboard.type(account);
  await page.keyboard.press('Tab');
  await page.keyboard.type(password);
  await page.keyboard.press('Enter');
  await heading(de.fleet.heading);

  await test.step('a room is made, with a time each week, and terminals show it', async () => {
    await tabTo(page, de.nav.rooms);
    await page.keyboard.press('Enter');
    await heading(de.rooms.heading);
    expect(await findings(page)).toEqual([]);
    await tabTo(page, de.rooms.make);
    await page.keyboard.press('Enter');
    await heading(de.rooms.make);
    await tabTo(page, de.rooms.form.save);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('alert')).toContainText('2 bis 120');
    await page.getByLabel(de.rooms.form.titleDe).focus();
    await page.keyboard.type(TITLE);
    await page.getByLabel(de.rooms.kind.open).focus();
    await page.keyboard.press('ArrowDown');
    await tabTo(page, de.rooms.form.addSlot);
    await page.keyboard.press('Enter');
    expect(await findings(page)).toEqual([]);
    expect(await faultsOfTabWalk(page)).toEqual([]);
    await tabTo(page, de.rooms.form.save);
    await page.keyboard.press('Enter');
    await heading(de.rooms.heading);
    await expect(page.getByText(de.rooms.saved)).toBeVisible();
    await expect(room).toContainText('Montag, 17:00 bis 18:30 Uhr');
    await expect(room).toContainText(de.rooms.byHand);
    expect(await onTerminals()).toContain(TITLE);
  });

  await test.step('a code is shown once, and withdrawn after a question', async () => {
    await page.getByLabel(`${de.rooms.code.valid}: ${de.rooms.code.attendee}, ${TITLE}`).selectOption('7');
    await tabTo(page, new RegExp(`${de.rooms.code.make}: ${de.rooms.code.attendee}, ${TITLE}`));
    await page.keyboard.press('Enter');
    const code = await room.locator('.code-text').textContent();
    expect(code).toMatch(/^(?:[0-9A-Z]{3}-){2}[0-9A-Z]{4}$/);
    await expect(room.getByRole('img', { name: de.rooms.code.picture })).toBeVisible();
    expect(await findings(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await expect(page.getByText(code ?? '')).toHaveCount(0);
    await expect(room).toContainText(de.rooms.code.until.split('{{')[0] ?? '');
    await tabTo(page, new RegExp(`${de.rooms.code.withdraw}: ${de.rooms.code.attendee}, ${TITLE}`));
    await page.keyboard.press('Enter');
    await expect(room).toContainText(de.rooms.code.ends);
    // The safe answer has the focus.
    await page.keyboard.press('Enter');
    await expect(room).toContainText('seit');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect(page.getByText(de.rooms.code.withdrawn)).toBeVisible();
    await expect(room).not.toContainText('seit');
  });

  await test.step('a room is changed, and removed after a question', async () => {
    await tabTo(page, `${de.rooms.change}: ${TITLE}`, true);
    await page.keyboard.press('Enter');
    await heading(TITLE);
    await page.getByLabel(de.rooms.form.lastDay, { exact: true }).fill('2020-01-31');
    await test.step('unless somebody else was quicker: what was typed stays until it is loaded anew', async () => {
      const address = (path: string): string => new URL(path, city.url).href;
      const { rooms } = plannedRoomsSchema.parse(await (await page.request.get(address(ROOM_PATHS.rooms))).json());
      const read = rooms.find(({ title }) => title.de === TITLE);
      const other = roomChangeSchema.strip().parse({ ...read, screenShare: true });
      const answer = await page.request.put(address(ROOM_PATHS.room(read?.id ?? '')), {
        data: other,
        headers: { 'sec-fetch-site': 'same-origin' },
      });
      expect(answer.status()).toBe(204);
      await tabTo(page, de.rooms.form.save);
      await page.keyboard.press('Enter');
      await expect(page.getByRole('alert')).toContainText(de.wrong['changed-meanwhile']);
      await expect(page.getByLabel(de.rooms.form.lastDay, { exact: true })).toHaveValue('2020-01-31');
      expect(await findings(page)).toEqual([]);
      await tabTo(page, de.rooms.form.reload, true);
      await page.keyboard.press('Enter');
      await expect(page.getByLabel(de.rooms.form.screenShare)).toBeChecked();
      await page.getByLabel(de.rooms.form.lastDay, { exact: true }).fill('2020-01-31');
    });
    await tabTo(page, de.rooms.form.save);
    await page.keyboard.press('Enter');
    await expect(room).toContainText(de.rooms.expired);
    expect(await findings(page)).toEqual([]);
    expect(await onTerminals()).not.toContain(TITLE);
    await tabTo(page, `${de.rooms.remove}: ${TITLE}`);
    await page.keyboard.press('Enter');
    await expect(room).toContainText(de.rooms.removes);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect(page.getByText(de.rooms.removed)).toBeVisible();
    await expect(room).toHaveCount(0);
  });

  await test.step('the usage is told in numbers that give nobody away', async () => {
    await tabTo(page, de.nav.usage, true);
    await page.keyboard.press('Enter');
    await heading(de.usage.heading);
    await page.getByLabel(de.fleet.site).selectOption(SITE);
    const days = page.getByRole('group').filter({ has: page.locator('summary') });
    await expect(days).toHaveCount(1);
    await expect(days.locator('summary')).toContainText('26');
    await expect(page.getByRole('row', { name: de.usage.language.de })).toContainText('20');
    await expect(page.getByRole('row', { name: de.usage.language.en })).toContainText('6');
    // Three were not content: told alone, or with all others alone, they would be known.
    await expect(page.getByRole('row', { name: de.usage.rating['4'] })).toContainText('11');
    await expect(page.getByRole('row', { name: de.usage.rating.others })).toContainText('15');
    await expect(page.getByRole('row', { name: de.usage.rating['1'] })).toHaveCount(0);
    await expect(page.getByText('Sehr freundlich')).toBeVisible();
    await expect(page.getByText('Nur vier')).toHaveCount(0);
    await days.locator('summary').focus();
    await page.keyboard.press('Enter');
    await expect(days.getByRole('row')).not.toHaveCount(0);
    expect(await findings(page)).toEqual([]);
    expect(await faultsOfTabWalk(page)).toEqual([]);
    const table = await page.evaluate(
      async (address) => (await fetch(address ?? '')).text(),
      await page.getByRole('link', { name: de.usage.download }).getAttribute('href'),
    );
    expect(table).toContain(`visits by language,${SITE},,`);
  });

  await test.step('nothing to tell, a wrong range, and the other language', async () => {
    await page.getByLabel(de.usage.from).fill('2020-01-01');
    await expect(page.getByRole('alert')).toContainText('92');
    await page.getByLabel(de.usage.to).fill('2020-02-01');
    await expect(page.getByText(de.usage.empty.split('{{')[0] ?? '')).toBeVisible();
    await tabTo(page, 'English', true);
    await page.keyboard.press('Enter');
    await heading(en.usage.heading);
    await tabTo(page, en.usage.weeks_one);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: en.usage.weeks_one })).toHaveAttribute('aria-pressed', 'true');
    expect(await findings(page)).toEqual([]);
    await tabTo(page, en.nav.audit, true);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('row', { name: en.act['room-removed'] })).toContainText(account);
    await tabTo(page, en.nav.rooms, true);
    await page.keyboard.press('Enter');
    await heading(en.rooms.heading);
  });

  await test.step('nothing wanted to be loaded or run that the policy forbids', () => {
    expect(complaints).toEqual([]);
  });
  await browser.close();
});
