import type { Locator, Page } from '@playwright/test';
import { expect, ROOM, test } from './fixtures.ts';
import { FOR_EVERY_SCREEN, visitEveryScreen } from './every-screen.ts';
import { finger } from './finger.ts';
import { inLooks } from './looks.ts';
import { colourFindings, expectReadable, resizeTo } from './readable.ts';
import { enterMeeting } from './steps.ts';
import type { Visitor } from '../../demo/visitor.ts';

const toName = async (visitor: Visitor): Promise<void> => {
  await visitor.begin();
  await visitor.chooseRoom(ROOM.de);
  await visitor.acceptTerms();
  await visitor.sees(visitor.texts.name.heading);
};

test.describe('a name on a terminal without a keyboard', () => {
  test('is written by touch and arrives in the meeting', async ({ terminal }) => {
    const visitor = terminal.as('de');
    const { screens } = terminal;
    const touch = await finger(terminal);
    await toName(visitor);
    const field = screens.getByRole('textbox', { name: visitor.texts.name.label });
    const keyboard = screens.getByRole('region', { name: visitor.texts.keyboard.label });
    const key = (name: string): Locator => keyboard.getByRole('button', { name, exact: true });

    await expect(keyboard).toBeHidden();
    await touch(field);
    await expect(keyboard).toBeVisible();
    await expectReadable(screens, 'keyboard');
    // The first letter is a capital, the next ones are not.
    for (const name of ['J', 'ö', 'r', 'g', 'g']) await touch(key(name));
    await touch(key(visitor.texts.keyboard.key.erase));
    await expect(field).toHaveValue('Jörg');
    await expect(field).toBeFocused();
    await touch(key(visitor.texts.keyboard.key.space));
    await touch(key(visitor.texts.keyboard.key.shift));
    await expect(key(visitor.texts.keyboard.key.shift)).toHaveAttribute('aria-pressed', 'true');
    for (const name of ['W', 'e', 'i', 'ß']) await touch(key(name));
    // A hardware keyboard writes beside it, where the caret is.
    await screens.keyboard.type('er');
    await screens.keyboard.press('ArrowLeft');
    await touch(key(visitor.texts.keyboard.name.hyphen));
    await expect(field).toHaveValue('Jörg Weiße-r');
    await touch(key(visitor.texts.keyboard.key.erase));
    await screens.keyboard.press('End');
    await touch(key(visitor.texts.keyboard.name.signs));
    await expectReadable(screens, 'keyboard, signs');
    for (const name of ['é', '7']) await touch(key(name));
    await touch(key(visitor.texts.keyboard.name.letters));
    await expect(field).toHaveValue('Jörg Weißeré7');
    await touch(key(visitor.texts.keyboard.key.done));
    await expect(keyboard).toBeHidden();
    await touch(screens.getByRole('button', { name: visitor.texts.name.join }));
    const meeting = await terminal.meeting();
    await expect(meeting.locator('[data-test="userListItemCurrent"]')).toContainText('Jörg Weißeré7');
  });

  test('stays in sight above the keyboard, on every screen and in both languages', async ({ terminal }) => {
    const visitor = terminal.as('de');
    const { screens } = terminal;
    await toName(visitor);
    for (const [width, height] of [
      [1280, 800],
      [1920, 1080],
      [1080, 1920],
    ] as const) {
      await resizeTo(terminal, width, height);
      for (const locale of ['en', 'de'] as const) {
        const { texts } = terminal.as(locale);
        await visitor.touch(locale === 'en' ? 'English' : 'Deutsch');
        await terminal.as(locale).sees(texts.name.heading);
        await visitor.touch(new RegExp(`^${texts.keyboard.open}$`));
        const keyboard = screens.getByRole('region', { name: texts.keyboard.label });
        await expect(keyboard.getByRole('button', { name: locale === 'en' ? 'Z' : 'Ü', exact: true })).toBeVisible();
        const field = screens.getByRole('textbox', { name: texts.name.label });
        await expectInSight(field);
        await expectReadable(screens, `keyboard ${width}x${height} ${locale}`);
        await visitor.touch(texts.keyboard.key.done);
        await expect(keyboard).toBeHidden();
      }
    }
  });

  test('needs no keyboard on the screen where there is a real one, and Escape closes only that', async ({
    terminal,
  }) => {
    const visitor = terminal.as('de');
    const { screens } = terminal;
    await toName(visitor);
    const keyboard = screens.getByRole('region', { name: visitor.texts.keyboard.label });
    const field = screens.getByRole('textbox', { name: visitor.texts.name.label });
    while (!(await field.evaluate((element) => element === document.activeElement)))
      await screens.keyboard.press('Tab');
    await screens.keyboard.type('Ada');
    await expect(keyboard).toBeHidden();
    await visitor.touch(new RegExp(`^${visitor.texts.keyboard.open}$`));
    await expect(keyboard).toBeVisible();
    await expect(field).toBeFocused();
    await screens.keyboard.press('Escape');
    await expect(keyboard).toBeHidden();
    await expect(field).toHaveValue('Ada');
    await screens.keyboard.press('Escape');
    await visitor.sees(visitor.texts.terms.heading);
  });
});

/** Nothing lies over it and it is whole on the screen. */
const expectInSight = async (field: Locator): Promise<void> => {
  await expect
    .poll(() =>
      field.evaluate((element) => {
        const box = element.getBoundingClientRect();
        return [box.top + 4, box.bottom - 4].every(
          (y) => document.elementFromPoint(box.left + box.width / 2, y) === element,
        );
      }),
    )
    .toBe(true);
};

test.describe('text size and contrast', () => {
  test('hold on every screen as they were chosen, and are gone for the next visitor', async ({ launch, gate }) => {
    test.slow();
    const looks = { textSize: 200, contrast: 'dark' } as const;
    const terminal = await launch(FOR_EVERY_SCREEN);
    const { screens } = terminal;
    const root = screens.locator('html');
    const bodySize = (): Promise<number> =>
      screens.evaluate(() => Number.parseFloat(getComputedStyle(document.body).fontSize));
    const visitor = terminal.as('de');
    await visitor.seesAttract();
    const before = await bodySize();
    let chosen = false;
    await visitEveryScreen(terminal, gate, 'de', async (screen) => {
      if (screen === 'rooms') {
        await visitor.chooseDisplay({ contrast: 'light' });
        await expect(root).toHaveAttribute('data-contrast', 'light');
        await visitor.chooseDisplay(looks);
        await expect(root).toHaveAttribute('data-contrast', looks.contrast);
        expect((await bodySize()) / before).toBeCloseTo(looks.textSize / 100, 2);
        chosen = true;
      }
      if (chosen) {
        await expectReadable(screens, screen);
        // Less contrast is asked of large text: the colours must do for the ordinary one.
        await inLooks(screens, { ...looks, textSize: 100 }, async () =>
          expect(await colourFindings(screens), screen).toEqual([]),
        );
      }
      expect(await root.getAttribute('data-text-size'), screen).toBe(chosen ? String(looks.textSize) : '100');
    });
    await visitor.finish();
    await visitor.seesAttract();
    await expect(root).toHaveAttribute('data-text-size', '100');
    await expect(root).toHaveAttribute('data-contrast', 'normal');
    expect(await bodySize()).toBe(before);
  });

  test('are offered on the first screen, said aloud, and the keyboard still has room', async ({
    terminal,
    eventsOf,
  }) => {
    const visitor = terminal.as('de');
    const { screens } = terminal;
    const { display, keyboard } = visitor.texts;
    await visitor.touch(display.open);
    await visitor.sees(display.open);
    await expectReadable(screens, 'panel');
    await visitor.touch(display.size[200]);
    await expect(screens.locator('[aria-live=polite]')).toContainText(display.size[200]);
    await expectReadable(screens, 'panel at 200 %');
    // Escape closes the panel and leaves the visit where it is.
    await screens.keyboard.press('Escape');
    await visitor.sees(visitor.texts.rooms.heading);
    await visitor.chooseRoom(ROOM.de);
    await visitor.acceptTerms();
    await visitor.touch(new RegExp(`^${keyboard.open}$`));
    await expect(screens.getByRole('button', { name: 'Ü', exact: true })).toBeVisible();
    await expectInSight(screens.getByRole('textbox', { name: visitor.texts.name.label }));
    await expectReadable(screens, 'keyboard at 200 %');
    await visitor.touch(keyboard.key.done);
    await visitor.stayAnonymous();
    await visitor.enterRoom();
    await terminal.meeting();
    await visitor.leave();
    await visitor.finish();
    await visitor.seesAttract();
    // The settings are looked at like the name: both are verified, not only promised.
    await expect
      .poll(async () => (await eventsOf('stadtfenster.visit.wiped')).at(-1)?.data)
      .toMatchObject({
        stage: 'screens',
        receipt: {
          items: [
            { item: 'name', result: 'verified' },
            { item: 'code', result: 'verified' },
            { item: 'language', result: 'verified' },
          ],
        },
      });
  });
});

/** What is moving on our page at this moment, by the name of its animation. */
const moving = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    document
      .getAnimations()
      .filter(({ playState }) => playState === 'running')
      .map((animation) => (animation instanceof CSSAnimation ? animation.animationName : 'transition')),
  );

test.describe('motion', () => {
  test('stops at a touch, and for a machine that wants none; the next visitor finds it as it was', async ({
    terminal,
    gate,
  }) => {
    const visitor = terminal.as('de');
    const { screens } = terminal;
    await toName(visitor);
    await visitor.stayAnonymous();
    gate.mode = 'silent';
    gate.only = '/join';
    await visitor.enterRoom();
    await expect.poll(() => moving(screens)).toEqual(['on-the-way']);
    await screens.emulateMedia({ reducedMotion: 'reduce' });
    await expect.poll(() => moving(screens)).toEqual([]);
    await screens.emulateMedia({ reducedMotion: 'no-preference' });
    await expect.poll(() => moving(screens)).toEqual(['on-the-way']);
    await visitor.chooseDisplay({ motion: 'still' });
    await expect.poll(() => moving(screens)).toEqual([]);
    // What stands for the way is still seen.
    await expect(screens.locator('.progress-bar')).toBeInViewport({ ratio: 1 });
    gate.mode = 'open';
    await screens.getByRole('button', { name: visitor.texts.joining.cancel }).click();
    await visitor.touch(visitor.texts.action.back);
    await visitor.touch(visitor.texts.terms.decline);
    await visitor.finish();
    await visitor.seesAttract();
    await expect(screens.locator('html')).toHaveAttribute('data-motion', 'normal');
  });

  test('is not in the steps through a long list either', async ({ terminal }) => {
    const visitor = terminal.as('de');
    const { screens } = terminal;
    await visitor.begin();
    await visitor.chooseRoom(ROOM.de);
    await visitor.touch(visitor.texts.terms.fullText);
    const list = screens.locator('.frame-main');
    /** How far one touch on "further down" has moved the list by the time the touch is over. */
    const step = (): Promise<number> =>
      screens.getByRole('button', { name: visitor.texts.scroll.down }).evaluate((button) => {
        const main = document.querySelector('.frame-main');
        main?.scrollTo({ top: 0, behavior: 'instant' });
        if (button instanceof HTMLElement) button.click();
        return main?.scrollTop ?? 0;
      });
    await expect(list).toBeVisible();
    expect(await step()).toBe(0);
    await visitor.chooseDisplay({ motion: 'still' });
    expect(await step()).toBeGreaterThan(0);
  });
});

/** Counts the tones that our page plays from now on. */
const countTones = (page: Page): Promise<void> =>
  page.evaluate(() => {
    Reflect.set(globalThis, 'tones', []);
    const Real = AudioContext;
    globalThis.AudioContext = class extends Real {
      override createOscillator(): OscillatorNode {
        const tone = super.createOscillator();
        const tones: unknown = Reflect.get(globalThis, 'tones');
        if (Array.isArray(tones)) tones.push(tone);
        return tone;
      }
    };
  });

/** The notes that were played, in hertz. */
const notes = (page: Page): Promise<number[]> =>
  page.evaluate(() => {
    const tones: unknown = Reflect.get(globalThis, 'tones');
    if (!Array.isArray(tones)) return [];
    return tones.flatMap((tone: unknown) => (tone instanceof OscillatorNode ? [tone.frequency.value] : []));
  });

test.describe('sounds', () => {
  test('are let hear as they are chosen, and off is silent where the bar asks', async ({ launch }) => {
    const terminal = await launch({ machine: { times: { presenceSeconds: 5, presenceWarningSeconds: 120 } } });
    const visitor = terminal.as('de');
    const { screens } = terminal;
    const { presence, display, meeting } = visitor.texts;
    await enterMeeting(terminal);
    await countTones(screens);
    await visitor.touch(meeting.help);
    const choose = async (sounds: 'normal' | 'calm' | 'off'): Promise<void> => {
      await visitor.touch(display.open);
      const group = screens.getByRole('group', { name: display.sounds.label });
      await group.getByRole('button', { name: display.sounds[sounds], exact: true }).click();
      await expect(screens.locator('html')).toHaveAttribute('data-sounds', sounds);
    };
    await choose('calm');
    expect(await notes(screens)).toEqual([220, 330]);
    await visitor.touch(display.done);
    const question = screens.getByText(presence.heading, { exact: true });
    await expect(question).toBeVisible();
    await expect.poll(() => notes(screens)).toEqual([220, 330, 220, 330]);
    await screens.keyboard.press('Shift');
    await expect(question).toBeHidden();
    await visitor.touch(meeting.help);
    // Escape closes the panel also for whoever has gone on to the bar.
    await screens.getByRole('button', { name: meeting.leave }).focus();
    await screens.keyboard.press('Escape');
    await expect(screens.locator('.panel')).toBeHidden();
    await visitor.touch(meeting.help);
    await choose('off');
    await visitor.touch(display.done);
    await expect(question).toBeVisible();
    // The words for a screen reader come after the tone would have.
    await expect(screens.locator('[aria-live=assertive]')).toContainText(presence.heading);
    expect(await notes(screens)).toHaveLength(4);
    await screens.keyboard.press('Shift');
    await visitor.leave();
    await visitor.finish();
    await visitor.seesAttract();
    await expect(screens.locator('html')).toHaveAttribute('data-sounds', 'normal');
  });

  test('that were asked for come softly also to whoever wants none, and are seen', async ({ terminal }) => {
    const visitor = terminal.as('de');
    const { screens } = terminal;
    const { check } = visitor.texts;
    await toName(visitor);
    await visitor.chooseDisplay({ sounds: 'off' });
    await visitor.stayAnonymous();
    await visitor.choosePart('speak');
    await visitor.touch(visitor.texts.name.check);
    await visitor.sees(check.heading);
    await countTones(screens);
    await expect(screens.getByText(check.loudspeaker.playing)).toBeHidden();
    await visitor.touch(check.loudspeaker.play);
    await expect(screens.getByText(check.loudspeaker.playing)).toBeVisible();
    expect((await notes(screens))[0]).toBeCloseTo(523.25 / 2, 1);
    await expect(screens.getByText(check.loudspeaker.playing)).toBeHidden();
  });
});
