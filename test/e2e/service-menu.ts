import type { Page } from '@playwright/test';
import type { Locale } from '../../contract/locale.ts';
import de from '../../resources/locales/service.de.json' with { type: 'json' };
import en from '../../resources/locales/service.en.json' with { type: 'json' };
import { expect, type Terminal } from './fixtures.ts';
import { pageWithKeyboard } from './hardware-keys.ts';

export const SERVICE_TEXTS = { de, en } as const;

const pagesOf = (terminal: Terminal): readonly Page[] =>
  terminal.app.windows().filter((page) => page.url().startsWith('kiosk://ui/service/'));

/** Presses the staff's key where the window's keyboard is. */
export const pressServiceKey = async (terminal: Terminal): Promise<void> => {
  await expect.poll(() => pageWithKeyboard(terminal)).not.toBe('');
  await terminal.app.evaluate(({ webContents }) => {
    const page = webContents.getFocusedWebContents();
    for (const type of ['keyDown', 'keyUp'] as const) {
      page?.sendInputEvent({ type, keyCode: 'S', modifiers: ['control', 'alt', 'shift'] });
    }
  });
};

/** The page of the service menu, once it is there. */
export const servicePage = async (terminal: Terminal, timeout = 15_000): Promise<Page> => {
  await expect.poll(() => pagesOf(terminal).length, { timeout }).toBe(1);
  const [page] = pagesOf(terminal);
  if (page === undefined) throw new Error('There is no service menu.');
  return page;
};

export const expectNoService = (terminal: Terminal): Promise<void> =>
  expect.poll(() => pagesOf(terminal).length).toBe(0);

/** Touches the digits of a PIN and the way in. */
export const enterPin = async (page: Page, pin: string, locale: Locale = 'de'): Promise<void> => {
  const { pin: texts } = SERVICE_TEXTS[locale];
  await expect(page.getByLabel(texts.field, { exact: true })).toHaveValue('');
  for (const digit of pin) await page.getByRole('button', { name: digit, exact: true }).click();
  await page.getByRole('button', { name: texts.open }).click();
};

/** Asks for the menu by its key, and comes in. */
export const openService = async (terminal: Terminal, pin: string, locale: Locale = 'de'): Promise<Page> => {
  await pressServiceKey(terminal);
  const page = await servicePage(terminal);
  await enterPin(page, pin, locale);
  await expect(page.getByRole('heading', { name: SERVICE_TEXTS[locale].state.heading })).toBeVisible();
  return page;
};
