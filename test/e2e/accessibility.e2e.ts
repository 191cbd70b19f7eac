import type { Locale } from '../../contract/locale.ts';
import { expect, ROOM, test } from './fixtures.ts';
import { expectReadable, findings, overflow, resize, smallTargets } from './readable.ts';

for (const locale of ['de', 'en'] as const satisfies readonly Locale[]) {
  test(`axe finds nothing on any screen, targets are large, nothing runs over (${locale})`, async ({
    launch,
    gate,
  }) => {
    const terminal = await launch({ machine: { times: { joinCancelSeconds: 0 } } });
    const visitor = terminal.as(locale);
    const { screens } = terminal;
    const look = async (screen: string): Promise<void> => {
      await expectReadable(screens, screen);
      expect(await screens.getAttribute('html', 'lang'), screen).toBe(locale);
    };
    if (locale === 'de') {
      await look('attract');
      await visitor.begin();
    } else {
      await visitor.touch('English');
    }
    await visitor.sees(visitor.texts.rooms.heading);
    await look('rooms');
    await visitor.chooseRoom(ROOM[locale]);
    await visitor.sees(visitor.texts.terms.heading);
    await look('terms');
    await visitor.touch(visitor.texts.terms.fullText);
    await look('terms, full text');
    await visitor.acceptTerms();
    await visitor.sees(visitor.texts.name.heading);
    await visitor.enterRoom();
    await expect(screens.getByText(visitor.texts.name.problem['name-empty']).first()).toBeVisible();
    await look('name, with a problem');
    await visitor.stayAnonymous();
    gate.mode = 'silent';
    gate.only = '/join';
    await visitor.enterRoom();
    await screens.getByRole('button', { name: visitor.texts.joining.cancel }).waitFor();
    await look('joining');
    await visitor.touch(visitor.texts.joining.cancel);
    gate.mode = 'error-500';
    await visitor.enterRoom();
    await visitor.sees(visitor.texts.failure['city-failed'].sentence);
    await look('problem');
    gate.mode = 'open';
    await visitor.touch(visitor.texts.problem.retry);
    await terminal.meeting();
    await screens.getByRole('button', { name: visitor.texts.meeting.help }).waitFor();
    await look('meeting');
    await visitor.touch(visitor.texts.meeting.help);
    await visitor.sees(visitor.texts.help.heading);
    await look('meeting, help');
    await visitor.touch(visitor.texts.help.close);
    await visitor.touch(visitor.texts.meeting.leave);
    await visitor.sees(visitor.texts.leave.heading);
    await look('meeting, leave');
    await visitor.touch(visitor.texts.leave.leave);
    await visitor.sees(visitor.texts.goodbye.heading);
    await look('goodbye');
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
