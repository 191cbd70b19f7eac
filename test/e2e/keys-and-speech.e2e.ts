import type { Page } from '@playwright/test';
import { FOR_EVERY_SCREEN, visitEveryScreen } from './every-screen.ts';
import { expect, test } from './fixtures.ts';
import { inLooks } from './looks.ts';
import { faultsOfTabWalk } from './tab-walk.ts';

/** What a screen reader must have been told by the time a status is seen (WCAG 4.1.3), in milliseconds. */
const SAID_WITHIN = 1_000;

const expectSaid = (page: Page, politeness: 'polite' | 'assertive', words: string | RegExp): Promise<void> =>
  expect(page.locator(`[aria-live=${politeness}]`)).toContainText(words, { timeout: SAID_WITHIN });

test('whoever uses keys or a screen reader gets everywhere and is told everything, on every screen', async ({
  launch,
  gate,
}) => {
  test.slow();
  const terminal = await launch(FOR_EVERY_SCREEN);
  const { screens } = terminal;
  const { texts } = terminal.as('de');
  const { call, check, failure, feedback, joining, name, outcome, rejoining } = texts;
  const STATUSES: Readonly<Record<string, readonly ['polite' | 'assertive', string | RegExp]>> = {
    rooms: ['polite', /\d+ Räume/],
    display: ['polite', texts.display.sounds.label],
    'help, unreachable': ['assertive', call.state.unreachable],
    'help, called': ['assertive', call.state.called],
    'code, wrong': ['assertive', failure['code-wrong'].sentence],
    'name, with a problem': ['assertive', name.problem['name-empty']],
    check: ['polite', new RegExp(`${check.microphone.silent}|${check.microphone.heard}`)],
    joining: ['polite', joining.long],
    'meeting, away': ['assertive', rejoining.fault.heading],
    goodbye: ['polite', outcome.left],
    'goodbye, rated': ['assertive', feedback.thanks],
    'goodbye, writing': ['assertive', feedback.problem['words-empty']],
  };
  const faults: string[] = [];
  const said = new Set<string>();
  await visitEveryScreen(terminal, gate, 'de', async (screen) => {
    const status = STATUSES[screen];
    if (status !== undefined) {
      await expectSaid(screens, ...status);
      said.add(screen);
    }
    await inLooks(screens, { textSize: 100, contrast: 'normal' }, async () => {
      for (const fault of await faultsOfTabWalk(screens)) faults.push(`${screen}: ${fault}`);
    });
  });
  expect([...said].sort()).toEqual(Object.keys(STATUSES).sort());
  expect(faults).toEqual([]);
});

test('a first key begins, and the walk by keys can fail', async ({ terminal }) => {
  const { screens } = terminal;
  await terminal.as('de').sees(terminal.as('de').texts.attract.heading);
  await screens.keyboard.press('Enter');
  await terminal.as('de').sees(terminal.as('de').texts.rooms.heading);
  await screens.evaluate(() => {
    const button = (words: string, style: string): HTMLButtonElement => {
      const made = document.createElement('button');
      made.textContent = words;
      made.style.cssText = style;
      return made;
    };
    const trap = button('trap', '');
    trap.addEventListener('keydown', (event) => {
      if (event.key === 'Tab') event.preventDefault();
    });
    const cover = document.createElement('div');
    cover.className = 'cover';
    cover.style.cssText = 'position: absolute; inset: 0 auto auto 0; inline-size: 200px; block-size: 100px';
    document
      .querySelector('.screen')
      ?.prepend(
        button('covered', 'position: absolute; inset: 10px auto auto 10px'),
        cover,
        button('no ring', 'outline: none'),
        trap,
      );
  });
  const faults = (await faultsOfTabWalk(screens)).join('\n');
  expect(faults).toMatch(/covered at .* by cover: .*"covered"/);
  expect(faults).toMatch(/no ring: .*"no ring"/);
  expect(faults).toContain('Tab does not reach');
});

test('the question "are you still there?" is said within a second, and any key answers', async ({ launch }) => {
  const terminal = await launch({ machine: { times: { idleSeconds: 1 } } });
  const visitor = terminal.as('de');
  await visitor.begin();
  await visitor.sees(visitor.texts.idle.heading);
  await expectSaid(terminal.screens, 'assertive', /Noch \d+ Sekunden/);
  await terminal.screens.keyboard.press('Tab');
  await expect(terminal.screens.getByRole('heading', { name: visitor.texts.idle.heading })).toBeHidden();
});
