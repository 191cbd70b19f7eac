import { FOR_EVERY_SCREEN, visitEveryScreen } from './every-screen.ts';
import { cutOffTexts, spaceText } from './cut-off.ts';
import { expect, test } from './fixtures.ts';
import { CONTRASTS, inLooks, TEXT_SIZES, throughLooks } from './looks.ts';
import { overflow, resizeTo, smallTargets } from './readable.ts';

/** Upright and wide; the tests' own screen is the last. */
const FORMATS: readonly (readonly [number, number])[] = [
  [1080, 1920],
  [1920, 1080],
  [1280, 800],
];

/** Some turns of the page, on a machine that does much else. */
const SETTLED_WITHIN_MS = 3_000;

/** What the widest of them is at 400 % and more (WCAG 1.4.10). */
const NARROW = [320, 640] as const;

test('every text size holds in every colours and every format, on every screen', async ({ launch, gate }) => {
  test.slow();
  const terminal = await launch(FOR_EVERY_SCREEN);
  const { screens } = terminal;
  const faults: string[] = [];
  /** The room that everything has: targets, one direction to scroll, whole words. */
  const lookAt = async (what: string): Promise<void> => {
    // What makes room once it has measured does so in its own time; what stays too wide is a fault.
    await expect
      .poll(() => overflow(screens), { timeout: SETTLED_WITHIN_MS })
      .toBe(0)
      .catch(async () => faults.push(`${what}: ${await overflow(screens)} px too wide`));
    for (const fault of [...(await smallTargets(screens)), ...(await cutOffTexts(screens))])
      faults.push(`${what}: ${fault}`);
  };
  await terminal.as('de').seesAttract();
  await visitEveryScreen(terminal, gate, 'de', async (screen) => {
    await spaceText(screens, true);
    await inLooks(screens, { textSize: 100, contrast: 'normal' }, () => lookAt(`${screen}, spaced`));
    await spaceText(screens, false);
    await resizeTo(terminal, ...NARROW);
    const over = await overflow(screens);
    if (over > 0) faults.push(`${screen}, 320 px: ${over} px too wide`);
    for (const format of FORMATS) {
      await resizeTo(terminal, ...format);
      // Colours change nothing of what the format does; once is enough.
      const contrasts = format === FORMATS[2] ? CONTRASTS : (['normal'] as const);
      const all = contrasts.flatMap((contrast) => TEXT_SIZES.map((textSize) => ({ textSize, contrast })));
      await throughLooks(screens, all, ({ textSize, contrast }) =>
        lookAt(`${screen}, ${format.join('x')}, ${textSize} %, ${contrast}`),
      );
    }
  });
  expect(faults).toEqual([]);
});

test('the look for cut-off texts can fail', async ({ terminal }) => {
  await terminal.as('de').seesAttract();
  const { screens } = terminal;
  expect(await cutOffTexts(screens)).toEqual([]);
  await screens.evaluate(() => {
    const narrow = document.createElement('button');
    narrow.style.cssText = 'inline-size: 64px; white-space: nowrap';
    narrow.textContent = 'Donaudampfschifffahrt';
    const low = document.createElement('p');
    low.style.cssText = 'block-size: 1em; overflow: hidden';
    low.textContent = 'Kapitän '.repeat(400);
    document.querySelector('.attract-words')?.append(narrow, low);
  });
  const faults = (await cutOffTexts(screens)).join();
  expect(faults).toContain('Donaudampfschifffahrt');
  expect(faults).toContain('Kapitän');
});
