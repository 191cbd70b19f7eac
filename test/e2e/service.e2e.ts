import type { Page } from '@playwright/test';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { enterMeeting, present } from './steps.ts';
import { expect, test, type Terminal } from './fixtures.ts';
import { cutOffTexts } from './cut-off.ts';
import { expectReadable } from './readable.ts';
import { pageWithKeyboard } from './hardware-keys.ts';
import { enterPin, expectNoService, openService, pressServiceKey, servicePage, SERVICE_TEXTS } from './service-menu.ts';

const { de, en } = SERVICE_TEXTS;

const root = path.resolve(import.meta.dirname, '..', '..');

const NAME = 'Erika Planted';

/** Ends with the code for a new start, as under a supervisor, which is not there: nothing is left running. */
const SUPERVISED = { NOTIFY_SOCKET: path.join('/nonexistent', 'notify') };
const EXIT_RESTART = 75;

const QUICK = { times: { roomsRefreshSeconds: 0.5 } };

const stateFileOf = (terminal: Terminal): string => path.join(terminal.profile, 'state', 'state.json');

const stateSchema = z.looseObject({
  identity: z.unknown(),
  signedConfiguration: z.looseObject({ payload: z.string() }).nullable(),
  wrongPins: z.object({ count: z.number() }),
});
const stateOf = (terminal: Terminal) => stateSchema.parse(JSON.parse(readFileSync(stateFileOf(terminal), 'utf8')));

/** The address of the view that lies over all others. */
const uppermost = (terminal: Terminal): Promise<string> =>
  terminal.app.evaluate(({ BaseWindow, WebContentsView }) => {
    const view = BaseWindow.getAllWindows()[0]?.contentView.children.at(-1);
    return view instanceof WebContentsView ? view.webContents.getURL() : '';
  });

const ended = (terminal: Terminal): Promise<number | null> =>
  new Promise((resolve) => terminal.app.process().once('exit', (code) => resolve(code)));

/** The page goes with the click, whose answer may be lost with it. */
const closeMenu = async (page: Page, words = de.close): Promise<void> => {
  const closed = page.waitForEvent('close');
  const click = page.getByRole('button', { name: words }).click();
  await click.catch((error: unknown) => {
    if (!page.isClosed()) throw error;
  });
  await closed;
};

test('the PIN comes from the city alone, is throttled over a restart, and cannot be planted', async ({
  launch,
  gate,
  embedded,
  eventsOf,
}) => {
  const pin = await embedded.city.createServicePin('operator');
  gate.mode = 'closed';
  const first = await launch({ machine: QUICK });
  await first.as('de').seesAttract();

  await test.step('without one the menu stays shut and says why', async () => {
    await pressServiceKey(first);
    const page = await servicePage(first);
    await expect(page.getByRole('heading', { name: de.noPin.heading })).toBeVisible();
    await expectReadable(page, 'no PIN');
    gate.mode = 'open';
    await expect(page.getByRole('heading', { name: de.pin.heading })).toBeVisible();
  });

  await test.step('wrong ones are told, and cost a wait', async () => {
    const page = await servicePage(first);
    await enterPin(page, '123');
    await expect(page.getByText(de.pin.problem.incomplete)).toBeVisible();
    for (const key of '999') await page.keyboard.press(key);
    await page.keyboard.press('Enter');
    await expect(page.getByText(de.pin.problem.wrong)).toBeVisible();
    for (let time = 2; time <= 5; time += 1) {
      await enterPin(page, '123999');
      await expect.poll(() => stateOf(first).wrongPins.count).toBe(time);
    }
    await expect(page.getByText(/Bitte warten Sie noch \d+ Sekunden/)).toBeVisible();
    await expectReadable(page, 'PIN, to wait');
    expect(await page.locator('body').innerText()).not.toContain('123999');
    await enterPin(page, pin);
    await expect(page.getByRole('heading', { name: de.pin.heading })).toBeVisible();
    await closeMenu(page);
    await expectNoService(first);
    await expect
      .poll(async () => (await eventsOf('stadtfenster.terminal.service')).map(({ data }) => data.act))
      .toEqual(['asked', ...Array<string>(5).fill('refused'), 'closed']);
    await first.close();
  });

  await test.step('a restart is no way round it, and the menu opens where our page was never there', async () => {
    // Beside the packages that the app loads.
    mkdirSync(path.join(root, 'out'), { recursive: true });
    const broken = mkdtempSync(path.join(root, 'out', 'no-page-'));
    cpSync(path.join(root, 'dist'), path.join(broken, 'dist'), { recursive: true });
    cpSync(path.join(root, 'package.json'), path.join(broken, 'package.json'));
    writeFileSync(path.join(broken, 'dist', 'renderer', 'index.html'), '<!doctype html><title>nothing</title>');
    const second = await launch({ appFolder: broken });
    await expect(async () => {
      await pressServiceKey(second);
      await servicePage(second, 500);
    }).toPass();
    await expect((await servicePage(second)).getByText(/Bitte warten Sie noch/)).toBeVisible();
    await second.close();
    rmSync(broken, { recursive: true, force: true });
  });

  await test.step('a state file with another PIN in it is not believed', async () => {
    const { payload = '' } = stateOf(first).signedConfiguration ?? {};
    const planted = Buffer.from(payload, 'base64url')
      .toString('utf8')
      .replace(/"hash":"[^"]*"/, `"hash":"$$argon2id$$v=19$$m=19456,t=2,p=1$$${'a'.repeat(22)}$$${'b'.repeat(43)}"`);
    const state = stateOf(first);
    writeFileSync(
      stateFileOf(first),
      JSON.stringify({
        ...state,
        signedConfiguration: { ...state.signedConfiguration, payload: Buffer.from(planted).toString('base64url') },
        wrongPins: { count: 0, at: 0 },
      }),
    );
    gate.mode = 'closed';
    const third = await launch();
    await third.as('de').seesAttract();
    await pressServiceKey(third);
    await expect((await servicePage(third)).getByRole('heading', { name: de.noPin.heading })).toBeVisible();
    gate.mode = 'open';
    await expect
      .poll(async () => (await eventsOf('stadtfenster.terminal.problem')).map(({ data }) => data.code), {
        timeout: 30_000,
      })
      .toContain('configuration-forged');
  });
});

test('the menu lies over everything, works offline and without our page, and gives the visitor back', async ({
  launch,
  gate,
  embedded,
  eventsOf,
}) => {
  test.slow();
  const operatorPin = await embedded.city.createServicePin('operator');
  const librarianPin = await embedded.city.createServicePin('librarian');
  const terminal = await launch({ environment: SUPERVISED });
  const visitor = terminal.as('de');
  await visitor.seesAttract();
  await expect(terminal.screens.getByText('Bibliothek am Markt').first()).toBeVisible();

  await test.step('a finger held on the name of the site opens it, and begins no visit', async () => {
    await terminal.screens.locator('.frame-place').hover();
    await terminal.screens.mouse.down();
    const page = await servicePage(terminal);
    await terminal.screens.mouse.up();
    await enterPin(page, librarianPin);
    await expect(page.getByText(de.state.free)).toBeVisible();
    // The desk may look and restart.
    await expect(page.getByRole('navigation', { name: de.acts }).getByRole('button')).toHaveText([de.act.restart]);
    await expectReadable(page, 'menu');
    await page.getByRole('button', { name: 'English' }).click();
    await expect(page.getByRole('heading', { name: en.menu.heading })).toBeVisible();
    expect(await page.getAttribute('html', 'lang')).toBe('en');
    // Letters of twice the size, as for a visitor.
    await page.evaluate(() => document.documentElement.setAttribute('data-text-size', '200'));
    await expectReadable(page, 'menu, English, 200 %');
    expect(await cutOffTexts(page)).toEqual([]);
    await closeMenu(page, en.close);
    await expectNoService(terminal);
    await visitor.seesAttract();
  });

  await test.step('it hides a meeting, whose visitor has it back afterwards', async () => {
    const meeting = await enterMeeting(terminal, { name: NAME });
    await expect.poll(() => pageWithKeyboard(terminal)).toContain('/html5client/');
    await pressServiceKey(terminal);
    const page = await servicePage(terminal);
    gate.mode = 'closed';
    await enterPin(page, operatorPin);
    await expect(page.getByText(de.state.visited)).toBeVisible();
    expect(await page.locator('body').innerText()).not.toContain('Planted');
    expect(await uppermost(terminal)).toContain('/service/');
    // Whatever is rearranged beneath stays beneath, and takes no key.
    await terminal.screens.evaluate(() => window.dispatchEvent(new Event('resize')));
    await visitor.touch(visitor.texts.meeting.help);
    await visitor.touch(visitor.texts.help.close);
    expect(await uppermost(terminal)).toContain('/service/');
    await expect.poll(() => pageWithKeyboard(terminal)).toContain('/service/');
    await closeMenu(page);
    await expectNoService(terminal);
    expect(present(embedded, NAME)).toHaveLength(1);
    await expect(meeting.locator('[data-test="userListItemCurrent"]')).toBeVisible();
    await expect.poll(() => pageWithKeyboard(terminal)).toContain('/html5client/');
    gate.mode = 'open';
    await visitor.leave();
    await visitor.finish();
    await visitor.seesAttract();
  });

  await test.step('it opens while our page does not load, or is dead', async () => {
    // A file that is not there: Chromium shows its own empty page.
    await terminal.app.evaluate(({ webContents }) => {
      const page = webContents.getAllWebContents().find((contents) => contents.getURL() === 'kiosk://ui/index.html');
      return page?.loadURL('kiosk://ui/gone.html').catch(() => undefined);
    });
    await expect(terminal.screens.getByRole('heading', { name: visitor.texts.attract.heading })).toBeHidden();
    const page = await openService(terminal, operatorPin);
    await terminal.app.evaluate(({ webContents }) => {
      for (const contents of webContents.getAllWebContents()) {
        if (!contents.getURL().includes('/service/')) contents.forcefullyCrashRenderer();
      }
    });
    await expect(page.getByText(de.network.answers)).toBeVisible();
    await page.getByRole('button', { name: de.act['leave-kiosk'] }).click();
    await expectReadable(page, 'question');
    await page.getByRole('button', { name: de.ask['leave-kiosk'].yes }).click();
    await expectNoService(terminal);
    const [isKiosk, isSmaller] = await terminal.app.evaluate(({ BaseWindow, screen }) => {
      const [window] = BaseWindow.getAllWindows();
      return [window?.isKiosk(), (window?.getBounds().width ?? 0) < screen.getPrimaryDisplay().bounds.width];
    });
    expect([isKiosk, isSmaller]).toEqual([false, true]);
  });

  // Once signed off nothing more is told: what came before has to be there.
  await expect
    .poll(async () => (await eventsOf('stadtfenster.terminal.service')).map(({ data }) => data.act), {
      timeout: 30_000,
    })
    .toContain('leave-kiosk');

  await test.step('a terminal that was signed off says so after its new start', async () => {
    const page = await openService(terminal, operatorPin);
    const exit = ended(terminal);
    await page.getByRole('button', { name: de.act['re-enrol'] }).click();
    await page.getByRole('button', { name: de.ask['re-enrol'].yes }).click();
    expect(await exit).toBe(EXIT_RESTART);
    expect(stateOf(terminal)).toMatchObject({ identity: null, signedConfiguration: null });
    const next = await launch();
    await next.as('de').sees(next.as('de').texts.enrolment.city.heading);
    await pressServiceKey(next);
    await expect((await servicePage(next)).getByRole('heading', { name: de.noPin.heading })).toBeVisible();
  });

  await expect
    .poll(async () =>
      (await eventsOf('stadtfenster.terminal.service')).map(({ data: { act, role } }) => [act, role ?? ''].join(' ')),
    )
    .toEqual(
      expect.arrayContaining([
        'asked ',
        'opened librarian',
        'closed librarian',
        'opened operator',
        'leave-kiosk operator',
        're-enrol operator',
        'closed operator',
      ]),
    );
});
