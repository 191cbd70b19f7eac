import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import type { Locale } from '../../contract/locale.ts';
import { expect, ROOM, test, type Terminal } from './fixtures.ts';

const TAGS = [
  'wcag2a',
  'wcag2aa',
  'wcag2aaa',
  'wcag21a',
  'wcag21aa',
  'wcag22aa',
  'EN-301-549',
  'EN-301-549v4',
  'best-practice',
];

/** Rules that are off unless asked for. */
const ALSO = ['target-size', 'color-contrast-enhanced', 'css-orientation-lock'];

const findings = async (page: Page): Promise<string[]> => {
  // Legacy mode: Electron cannot open the extra page that axe otherwise asks for (axe-core-npm 1141).
  const builder = new AxeBuilder({ page }).setLegacyMode(true).withTags(TAGS);
  const { violations } = await builder
    .options({ rules: Object.fromEntries(ALSO.map((id) => [id, { enabled: true }])) })
    .analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
};

/** Touch targets smaller than 64 px, by their words. */
const smallTargets = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    Array.from(document.querySelectorAll<HTMLElement>('button, [role=button], input, a, label:has(input), summary'))
      .filter((element) => element.checkVisibility() && !element.matches('label input'))
      .map((element) => ({ element, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 1 && (box.width < 64 || box.height < 64))
      .map(({ element, box }) => `${element.textContent} ${Math.round(box.width)}x${Math.round(box.height)}`),
  );

/** How far the page is wider than its window, in pixels. */
const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

const resize = (terminal: Terminal, width: number, height: number): Promise<void> =>
  terminal.app.evaluate(
    ({ BaseWindow }, size) => {
      const [window] = BaseWindow.getAllWindows();
      window?.setMinimumSize(1, 1);
      window?.setContentSize(size.width, size.height);
      window?.contentView.children[0]?.setBounds({ x: 0, y: 0, ...size });
    },
    { width, height },
  );

for (const locale of ['de', 'en'] as const satisfies readonly Locale[]) {
  test(`axe finds nothing on any screen, targets are large, nothing runs over (${locale})`, async ({
    launch,
    gate,
  }) => {
    const terminal = await launch({ machine: { times: { joinCancelSeconds: 0 } } });
    const visitor = terminal.as(locale);
    const { screens } = terminal;
    const look = async (screen: string): Promise<void> => {
      expect(await findings(screens), screen).toEqual([]);
      expect(await smallTargets(screens), screen).toEqual([]);
      expect(await overflow(screens), screen).toBe(0);
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
