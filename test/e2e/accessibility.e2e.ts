import type { Page } from '@playwright/test';
import type { Locale } from '../../contract/locale.ts';
import { startEmbeddedCity } from '../../demo/embedded-city.ts';
import { inviteSomebody } from '../../demo/invite-somebody.ts';
import { expect, ROOM, SITE, test } from './fixtures.ts';
import { enrolOnEveryScreen, FOR_EVERY_SCREEN, visitEveryScreen } from './every-screen.ts';
import { cutOffTexts } from './cut-off.ts';
import { inLooks } from './looks.ts';
import { colourFindings, expectReadable, findings, overflow, resize, smallTargets } from './readable.ts';

const expectForEveryone = async (screens: Page, locale: Locale, screen: string): Promise<void> => {
  await expectReadable(screens, screen);
  expect(await cutOffTexts(screens), screen).toEqual([]);
  expect(await screens.getAttribute('html', 'lang'), screen).toBe(locale);
  expect(await screens.getAttribute('html', 'dir'), screen).toBe('ltr');
};

for (const locale of ['de', 'en'] as const satisfies readonly Locale[]) {
  test(`axe finds nothing on any screen, targets are large, nothing runs over (${locale})`, async ({
    launch,
    gate,
    embedded,
    terminalName,
  }) => {
    test.slow();
    const terminal = await launch(FOR_EVERY_SCREEN);
    const { screens } = terminal;
    const look = async (screen: string): Promise<void> => {
      await expectForEveryone(screens, locale, screen);
      // Every other rule sees the same in other colours; the dark ones are looked at where somebody chose them.
      if (locale === 'de') {
        await inLooks(screens, { textSize: 100, contrast: 'light' }, async () =>
          expect(await colourFindings(screens), `${screen}, light`).toEqual([]),
        );
      }
    };
    await visitEveryScreen(terminal, gate, locale, look, (command) =>
      embedded.city.orders.send({ audience: { terminal: terminalName }, command, validSeconds: 600, by: 'test' }),
    );
  });

  test(`the same where the staff enrols a terminal (${locale})`, async ({ launch, gate, embedded }) => {
    const terminal = await launch({ isEnrolled: false });
    const code = await embedded.city.createEnrolmentCode({ site: SITE });
    await enrolOnEveryScreen(terminal, gate, locale, code, (screen) =>
      expectForEveryone(terminal.screens, locale, screen),
    );
  });
}

/** Tuesday while the rooms with the longest names are in use, and after it, when the next dates are told in full. */
const MOMENTS = [
  { begins: '2026-11-24T18:00:00+01:00', inUse: ['buergerbeteiligung', 'stadtentwicklung'] },
  { begins: '2026-11-24T20:00:00+01:00', inUse: [] },
] as const;

for (const { begins, inUse } of MOMENTS) {
  test(`nothing on the waiting screen has to be scrolled (${begins})`, async ({ launch }) => {
    const started = Date.now();
    const city = await startEmbeddedCity({ dataDir: null, now: () => Date.parse(begins) + Date.now() - started });
    const people = await Promise.all(inUse.map((room) => inviteSomebody(city, room)));
    const { screens } = await launch({ at: city.city });
    await expect(screens.locator('.agenda li')).toHaveCount(2 + inUse.length);
    expect(
      await screens.evaluate(() =>
        Array.from(document.querySelectorAll('.screen, .frame-main'))
          .map((element) => element.scrollHeight - element.clientHeight)
          .join(),
      ),
    ).toBe('0,0');
    await expectReadable(screens, 'attract');
    for (const somebody of people) somebody.vanish();
    await city.close();
  });
}

test('every screen reflows at 320 px without a second scroll direction', async ({ terminal }) => {
  const visitor = terminal.as('de');
  await resize(terminal, 320, 640);
  await expect.poll(() => terminal.screens.evaluate(() => innerWidth)).toBe(320);
  expect(await overflow(terminal.screens)).toBe(0);
  await visitor.begin();
  await visitor.sees(visitor.texts.rooms.heading);
  expect(await overflow(terminal.screens)).toBe(0);
  await visitor.chooseRoom(ROOM.de);
  await visitor.sees(visitor.texts.terms.heading);
  expect(await overflow(terminal.screens)).toBe(0);
  await visitor.acceptTerms();
  await visitor.sees(visitor.texts.name.heading);
  expect(await overflow(terminal.screens)).toBe(0);
});

test('the check of targets can fail', async ({ terminal }) => {
  await terminal.as('de').seesAttract();
  await terminal.screens.evaluate(() => {
    const small = document.createElement('button');
    small.textContent = 'tiny';
    document.body.append(small, document.createElement('img'));
  });
  expect((await smallTargets(terminal.screens)).join()).toContain('tiny');
  expect((await findings(terminal.screens)).length).toBeGreaterThan(0);
});
