import type { Locale } from '../../contract/locale.ts';
import { expect, ROOM, test } from './fixtures.ts';
import { visitEveryScreen } from './every-screen.ts';
import { expectReadable, findings, overflow, resize, smallTargets } from './readable.ts';

for (const locale of ['de', 'en'] as const satisfies readonly Locale[]) {
  test(`axe finds nothing on any screen, targets are large, nothing runs over (${locale})`, async ({
    launch,
    gate,
  }) => {
    const terminal = await launch({ machine: { times: { joinCancelSeconds: 0 } } });
    const { screens } = terminal;
    await visitEveryScreen(terminal, gate, locale, async (screen) => {
      await expectReadable(screens, screen);
      expect(await screens.getAttribute('html', 'lang'), screen).toBe(locale);
    });
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
