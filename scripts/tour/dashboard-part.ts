import { DASHBOARD_PATHS } from '../../contract/dashboard.ts';
import type { Locale } from '../../contract/locale.ts';
import de from '../../resources/locales/dashboard.de.json' with { type: 'json' };
import en from '../../resources/locales/dashboard.en.json' with { type: 'json' };
import { openChromium } from '../../test/e2e/chromium.ts';
import { ACCOUNT, startDashboardCity } from './dashboard-city.ts';
import type { TourPart } from './part.ts';

const TEXTS = { de, en } satisfies Record<Locale, typeof de>;

/** How browsers write dates there. */
const BROWSER_LOCALES: Readonly<Record<Locale, string>> = { de: 'de-DE', en: 'en-GB' };

const CLOSED_ROOM: Readonly<Record<Locale, string>> = { de: 'Vorstand Heimatverein', en: 'Heritage Club Board' };
const PASSWORD = 'ein Satz, den man behält';

/** What the city's staff sees in a browser, at a desk and on a telephone. */
export const dashboardPart: TourPart = {
  formats: [
    { width: 1920, height: 1080 },
    { width: 1280, height: 800 },
    { width: 390, height: 844 },
  ],
  walk: async ({ format, locale, nextFile }) => {
    const t = TEXTS[locale];
    const { city, now, close } = await startDashboardCity();
    const browser = await openChromium();
    const page = await browser.newPage({
      viewport: { ...format },
      locale: BROWSER_LOCALES[locale],
      timezoneId: 'Europe/Berlin',
      reducedMotion: 'reduce',
    });
    await page.clock.install({ time: now() });
    const picture = async (name: string): Promise<void> => {
      await page.screenshot({ path: nextFile(name), fullPage: true });
    };
    const sees = (heading: string) => page.getByRole('heading', { level: 1, name: heading }).waitFor();
    const press = (name: string | RegExp) => page.getByRole('button', { name }).first().click();
    const write = (label: string, words: string) => page.getByLabel(label, { exact: true }).fill(words);
    const goTo = async (name: string, heading: string): Promise<void> => {
      await page.getByRole('navigation').getByRole('link', { name, exact: true }).click();
      await sees(heading);
    };
    try {
      const home = new URL(`${DASHBOARD_PATHS.pages}/`, city.url).href;
      await page.goto(`${home}#/first/${await city.accounts.createFirstLink()}`);
      await sees(de.first.heading);
      if (locale === 'en') await press('English');
      await write(t.form.name, ACCOUNT);
      await write(t.form.newPassword, PASSWORD);
      await write(t.form.again, 'ein anderer Satz');
      await press(t.first.act);
      await page.getByRole('alert').getByText(t.wrong['password-differs']).waitFor();
      await picture('first-account-wrong');
      await write(t.form.again, PASSWORD);
      await press(t.first.act);
      await sees(t.fleet.heading);
      await press(t.nav.signOut);
      await sees(t.signIn.heading);
      await picture('sign-in');
      await write(t.form.name, ACCOUNT);
      await write(t.form.password, 'geraten und falsch');
      await press(t.signIn.act);
      await page.getByRole('alert').getByText(t.wrong['sign-in-wrong']).waitFor();
      await picture('sign-in-wrong');
      await write(t.form.password, PASSWORD);
      await press(t.signIn.act);

      await sees(t.fleet.heading);
      await page.getByRole('row', { name: 'bibliothek-1' }).waitFor();
      await page.getByRole('row').first().locator('.day-line').waitFor({ state: 'attached' });
      await picture('fleet');
      await press(t.help.come);
      await page.getByText(t.help.answered).waitFor();
      await press(new RegExp(t.fleet.shown.attention));
      await picture('fleet-attention');
      await write(t.fleet.search, 'nirgends');
      await page.getByText(t.fleet.empty).waitFor();
      await picture('fleet-empty');
      await write(t.fleet.search, '');
      await press(new RegExp(t.fleet.shown.all));

      await page.getByRole('row', { name: 'bibliothek-1' }).click();
      await page.locator('.timeline-entry').first().waitFor();
      await picture('terminal');
      await page.getByLabel(t['command-form'].act).selectOption('lock');
      await write(t['command-form'].de, 'Gleich kommt jemand von der Technik.');
      await press(t['command-form'].give);
      await page.getByRole('group', { name: t['command-form'].sure }).waitFor();
      await picture('terminal-sure');
      await press(t['command-form'].yes);
      await page
        .getByText(t['command-form'].given.split('{{')[0] ?? '')
        .first()
        .waitFor();
      await picture('terminal-given');
      await page.getByRole('link', { name: t.terminal.back }).click();
      await page.getByRole('row', { name: 'bibliothek-3' }).click();
      await page.locator('.timeline-entry').first().waitFor();
      await picture('terminal-attention');

      await goTo(t.nav.commands, t['command-list'].heading);
      await page.getByRole('list', { name: t['command-list'].heading }).waitFor();
      await page.getByLabel(t['command-form'].act).selectOption('show-message');
      await press(t['command-form'].give);
      await page.getByRole('alert').waitFor();
      await picture('commands');

      await goTo(t.nav.rooms, t.rooms.heading);
      const room = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: CLOSED_ROOM[locale] }) });
      await room.waitFor();
      await picture('rooms');
      await room.getByRole('button', { name: new RegExp(`^${t.rooms.remove}`) }).click();
      await room.getByText(t.rooms.removesImported).waitFor();
      await picture('rooms-sure');
      await room.getByRole('button', { name: t.confirm.no }).click();
      await room.getByRole('button', { name: new RegExp(`^${t.rooms.code.make}: ${t.rooms.code.moderator}`) }).click();
      await room.locator('.code-text').waitFor();
      await picture('rooms-code');
      await room.getByRole('button', { name: t.rooms.code.done }).click();
      await room.getByRole('button', { name: new RegExp(`^${t.rooms.change}`) }).click();
      await page.getByLabel(t.rooms.form.titleDe).waitFor();
      await press(t.rooms.form.addSlot);
      await picture('room-form');
      await press(t.rooms.form.leave);

      await goTo(t.nav.usage, t.usage.heading);
      await page.getByRole('row', { name: t.usage.language.en }).waitFor();
      await picture('usage');
      await page.getByLabel(t.fleet.site).selectOption('Bibliothek am Markt');
      await page.locator('.usage-days summary').first().click();
      await picture('usage-site');
      await page.getByLabel(t.usage.from).fill('2026-01-01');
      await page.getByRole('alert').getByText(/92/).waitFor();
      await picture('usage-wrong-range');

      await goTo(t.nav.audit, t.audit.heading);
      await page.getByRole('row', { name: ACCOUNT }).first().waitFor();
      await picture('audit');
      await goTo(t.nav.password, t.password.heading);
      await picture('password');
    } finally {
      await browser.close();
      await close();
    }
  },
};
