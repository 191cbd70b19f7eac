import type { Locator, Page } from '@playwright/test';
import { CITY_PATHS } from '../../contract/city-api.ts';
import type { Locale } from '../../contract/locale.ts';
import { cleanPersonName } from '../../contract/person-name.ts';
import { inviteSomebody } from '../../demo/invite-somebody.ts';
import { TEXTS } from '../../demo/visitor.ts';
import { FOR_EVERY_SCREEN, visitEveryScreen } from './every-screen.ts';
import { finger } from './finger.ts';
import { expect, ROOM, test, type Terminal } from './fixtures.ts';
import type { Gate } from './gate.ts';
import { pressHardwareKey } from './hardware-keys.ts';
import { overflow } from './readable.ts';
import { askToEnter, crashMeeting } from './steps.ts';

/** How often the terminal asked its city for this. */
const asked = (gate: Gate, what: string): number => gate.passed.filter(({ path }) => path.endsWith(what)).length;

/** Whatever our page has sent has been dealt with. */
const settled = async ({ app, screens }: Terminal): Promise<void> => {
  await screens.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  await app.evaluate(() => undefined);
};

/**
 * Taps twice, as quick hands do: once more before anything can have changed, and once more when what follows is
 * there. That last tap is what the platform calls a second click, wherever it lands.
 */
const quickHands = async (terminal: Terminal) => {
  const touch = await finger(terminal);
  const session = await terminal.app.context().newCDPSession(terminal.screens);
  return async (target: Locator, follows: () => Promise<void>): Promise<void> => {
    await target.scrollIntoViewIfNeeded();
    const box = await target.boundingBox();
    if (box === null) throw new Error('Nothing to tap.');
    const place = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    await touch(target);
    const second = { ...place, button: 'left', clickCount: 2 } as const;
    await session.send('Input.dispatchMouseEvent', { type: 'mousePressed', ...second });
    await session.send('Input.dispatchMouseEvent', { type: 'mouseReleased', ...second });
    await follows();
    await session.send('Input.dispatchMouseEvent', { type: 'mousePressed', ...second });
    await session.send('Input.dispatchMouseEvent', { type: 'mouseReleased', ...second });
    await settled(terminal);
    await follows();
  };
};

test('two quick taps do one thing, and the second never falls on what comes next', async ({
  terminal,
  gate,
  embedded,
  eventsOf,
}) => {
  const visitor = terminal.as('de');
  const { texts } = visitor;
  const { screens } = terminal;
  const tapTwice = await quickHands(terminal);
  const button = (name: string): Locator => screens.getByRole('button', { name, exact: true });
  const sees = (heading: string) => () => visitor.sees(heading);
  const code = await embedded.city.createAccessCode(ROOM.id, 'moderator');

  await visitor.seesAttract();
  await tapTwice(button(texts.attract.begin), sees(texts.rooms.heading));
  await tapTwice(button(texts.code.open), sees(texts.code.heading));
  await screens.getByRole('textbox', { name: texts.code.label }).fill(code);
  await tapTwice(button(texts.code.next), sees(texts.terms.heading));
  await tapTwice(button(texts.terms.accept), sees(texts.name.heading));
  await visitor.stayAnonymous();
  await tapTwice(button(texts.name.check), sees(texts.check.heading));
  await tapTwice(button(texts.check.join), () => button(texts.meeting.leave).waitFor());
  expect(asked(gate, CITY_PATHS.code)).toBe(1);
  expect(asked(gate, '/join')).toBe(1);

  await tapTwice(button(texts.meeting.report), sees(texts.report.heading));
  await tapTwice(button(texts.report.reason.insult), sees(texts.report.thanks));
  await tapTwice(button(texts.report.close), () => screens.locator('.panel').waitFor({ state: 'detached' }));
  await tapTwice(button(texts.meeting.help), sees(texts.help.heading));
  await tapTwice(button(texts.call.call), () => visitor.readsCall('called'));
  await tapTwice(button(texts.help.close), () => screens.locator('.panel').waitFor({ state: 'detached' }));
  await tapTwice(button(texts.meeting.leave), sees(texts.leave.heading));
  await tapTwice(button(texts.leave.leave), sees(texts.goodbye.heading));
  await tapTwice(button(texts.goodbye.finish), visitor.seesAttract);

  await expect.poll(async () => (await eventsOf('stadtfenster.visit.wiped')).length).toBe(2);
  expect(await eventsOf('stadtfenster.visit.started')).toHaveLength(1);
  expect(await eventsOf('stadtfenster.visit.joined')).toHaveLength(1);
  expect(await eventsOf('stadtfenster.visit.reported')).toHaveLength(1);
  expect(await eventsOf('stadtfenster.visit.ended')).toHaveLength(1);
  expect(asked(gate, CITY_PATHS.helpCalls)).toBe(1);
});

/** Places all over the screen, some of them on buttons of other screens. */
const PLACES = [0.05, 0.3, 0.6, 0.95].flatMap((x) => [0.06, 0.4, 0.7, 0.94].map((y) => ({ x: 1280 * x, y: 800 * y })));

test('whoever taps about and presses keys while nothing can be done changes nothing', async ({
  terminal,
  embedded,
  gate,
  eventsOf,
}) => {
  const visitor = terminal.as('de');
  const { texts } = visitor;
  const { screens } = terminal;
  /** What leads somewhere on purpose is spared. */
  const beImpatient = async (...spared: readonly string[]): Promise<void> => {
    for (const place of PLACES) {
      const words = await screens.evaluate(
        ({ x, y }) => document.elementFromPoint(x, y)?.closest('button')?.textContent ?? '',
        place,
      );
      if (!spared.includes(words)) await screens.mouse.click(place.x, place.y);
    }
    for (const key of ['Enter', 'Space', 'Escape']) await pressHardwareKey(terminal, key);
    await settled(terminal);
  };
  const inHeader = [texts.help.open, texts.display.open, 'English', 'Deutsch'];

  await test.step('while joining', async () => {
    embedded.bbb.behave({ delayMs: 2_500 });
    await askToEnter(terminal);
    await visitor.sees(texts.joining.heading);
    await beImpatient(...inHeader);
    await screens.getByRole('button', { name: texts.meeting.leave }).waitFor();
    await expect(screens.locator('.panel')).toHaveCount(0);
    expect(asked(gate, '/join')).toBe(1);
    embedded.bbb.behave({});
  });

  await test.step('while the meeting is opened again', async () => {
    gate.mode = 'error-500';
    gate.only = '/join';
    await crashMeeting(terminal);
    await visitor.sees(texts.rejoining.fault.heading);
    const { leave, report, help, language, sound } = texts.meeting;
    await beImpatient(texts.leave.leave, texts.keyboard.open, leave, report, help, language, sound);
    await visitor.sees(texts.rejoining.fault.heading);
    gate.mode = 'open';
    await screens.getByText(texts.rejoining.advice).first().waitFor({ state: 'hidden', timeout: 30_000 });
    await expect(screens.locator('.panel')).toHaveCount(0);
  });

  await test.step('while the meeting is wiped', async () => {
    await terminal.app.evaluate(({ session }) => {
      const meeting = session.fromPartition('meeting');
      const clear = meeting.clearStorageData.bind(meeting);
      meeting.clearStorageData = async (options) => {
        // Once: the wipe asks for more than one thing of this kind.
        meeting.clearStorageData = clear;
        await new Promise((resolve) => Reflect.set(globalThis, 'goOn', resolve));
        await clear(options);
      };
    });
    await visitor.leave();
    await visitor.sees(texts.wiping.heading);
    await beImpatient(...inHeader);
    await visitor.sees(texts.wiping.heading);
    await terminal.app.evaluate(() => {
      const goOn: unknown = Reflect.get(globalThis, 'goOn');
      if (goOn instanceof Function) Reflect.apply(goOn, undefined, []);
    });
    await visitor.sees(texts.goodbye.heading);
    await visitor.finish();
    await visitor.seesAttract();
  });

  await expect
    .poll(async () => (await eventsOf('stadtfenster.visit.wiped')).map(({ data }) => data.stage))
    .toEqual(['meeting', 'meeting', 'screens']);
  expect((await eventsOf('stadtfenster.visit.ended')).map(({ data }) => data.outcome)).toEqual(['left']);
  expect(await eventsOf('stadtfenster.visit.started')).toHaveLength(1);
});

/** A text with what is put in left open; null when nothing of its own is in it. */
const patternOf = (text: string): RegExp | null => {
  const parts = text.split(/\{\{\w+\}\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return /\p{L}{2}/u.test(parts.join('')) ? new RegExp(`^${parts.join('.+')}$`, 'u') : null;
};

const wordsOf = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value];
  return value instanceof Object ? Object.values(value).flatMap(wordsOf) : [];
};

/** What only the other language says. */
const foreignTo = (locale: Locale): readonly RegExp[] => {
  const own = new Set(wordsOf(TEXTS[locale]));
  return wordsOf(TEXTS[locale === 'de' ? 'en' : 'de'])
    .filter((text) => !own.has(text))
    .flatMap((text) => patternOf(text) ?? []);
};

/** All that can be read or is read out on the screen now, piece by piece. */
const piecesOn = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const pieces: string[] = [];
    for (const element of document.querySelectorAll<HTMLElement>('body *')) {
      if (!element.checkVisibility()) continue;
      for (const node of element.childNodes) {
        if (node.nodeType === Node.TEXT_NODE) pieces.push(node.textContent?.trim() ?? '');
      }
      pieces.push(element.getAttribute('aria-label') ?? '', element.getAttribute('placeholder') ?? '');
    }
    return pieces.filter((piece) => piece !== '');
  });

/** What was typed, chosen and opened on the screen now. */
const chosenOn = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() =>
    Array.from(
      document.querySelectorAll<HTMLElement>('input, textarea, [aria-pressed], [aria-expanded], [aria-checked]'),
    )
      .filter((element) => element.closest('.language-choice') === null)
      .map((element) =>
        [
          element.tagName,
          element instanceof HTMLInputElement ? `${element.value} ${element.checked}` : '',
          ...['aria-pressed', 'aria-expanded', 'aria-checked'].map((name) => element.getAttribute(name) ?? ''),
        ].join(' '),
      ),
  );

/** Screens with a choice of language on them; on the first it begins the visit, and panels lie over it. */
const HAS_LANGUAGES =
  /^(?:rooms|code|code, wrong|terms|terms, full text|name, with a problem|check|joining|problem|meeting|meeting, away|goodbye|goodbye, rated|goodbye, writing)$/;

test('the language can be changed on every screen: nothing is lost, and no word of the other one stays', async ({
  launch,
  gate,
}) => {
  test.slow();
  const terminal = await launch(FOR_EVERY_SCREEN);
  const { screens } = terminal;
  const seen: string[] = [];
  const choose = async (from: Locale, to: Locale, screen: string): Promise<void> => {
    if (screen.startsWith('meeting')) await terminal.as(from).touch(terminal.as(from).texts.meeting.language);
    await terminal.as(from).touch(to === 'de' ? 'Deutsch' : 'English');
    await expect(screens.locator('html')).toHaveAttribute('lang', to);
    await settled(terminal);
    const foreign = foreignTo(to);
    const pieces = await piecesOn(screens);
    expect(
      pieces.filter((piece) => foreign.some((pattern) => pattern.test(piece))),
      `${screen} in ${to}`,
    ).toEqual([]);
  };
  await visitEveryScreen(terminal, gate, 'de', async (screen) => {
    if (!HAS_LANGUAGES.test(screen)) return;
    seen.push(screen);
    const field = screens.getByRole('textbox');
    if ((await field.count()) === 1 && (await field.inputValue()) === '') await field.fill('012');
    if (screen.startsWith('terms')) await screens.getByText(terminal.as('de').texts.terms.parentsAgree).click();
    const before = await chosenOn(screens);
    await choose('de', 'en', screen);
    expect(await chosenOn(screens), screen).toEqual(before);
    await choose('en', 'de', screen);
    expect(await chosenOn(screens), screen).toEqual(before);
  });
  expect(seen).toHaveLength(14);
});

test.describe('a name that is meant to harm', () => {
  /** What must be refused with a plain sentence, and which. */
  const REFUSED = [
    { what: 'blanks', typed: ' \u00A0\u3000\t ', problem: 'name-empty' },
    { what: 'what nobody sees', typed: '\u200B\u200D\u2060\u00AD\u2066\u202E\u3164', problem: 'name-empty' },
    { what: 'nothing but marks', typed: '\u0301'.repeat(500), problem: 'name-empty' },
    { what: '500 letters', typed: 'W'.repeat(500), problem: 'name-too-long' },
    { what: '500 emoji joined to one', typed: Array(500).fill('👩').join('\u200D'), problem: 'name-too-long' },
    { what: '500 letters with their marks', typed: 'a\u0323\u0302'.repeat(500), problem: 'name-too-long' },
    { what: '500 of the widest letter', typed: '\uFDFD'.repeat(500), problem: 'name-too-long' },
  ] as const;

  /** A direction override, an unseen blank, 500 marks on one letter, an isolate, a family. */
  const SPOOF = `\u202EMi\u200Bna${'\u0316'.repeat(500)}\u2066 👩‍👩‍👧‍👦\u202C`;
  const CLEANED = `Mina${'\u0316'.repeat(4)} 👩‍👩‍👧‍👦`;

  test('is refused in a plain sentence or cleaned, however it came in; nothing breaks', async ({
    terminal,
    embedded,
  }) => {
    expect(cleanPersonName(SPOOF)).toBe(CLEANED);
    const visitor = terminal.as('de');
    const { texts } = visitor;
    const { screens, app } = terminal;
    const field = screens.getByRole('textbox', { name: texts.name.label });
    const paste = async (text: string): Promise<void> => {
      await app.evaluate(({ clipboard }, pasted) => clipboard.writeText(pasted), text);
      await field.focus();
      await screens.keyboard.press('Control+A');
      await screens.keyboard.press('Control+V');
    };
    const write = async (text: string): Promise<void> => {
      await field.focus();
      await screens.keyboard.press('Control+A');
      await screens.keyboard.insertText(text);
    };
    const isRefused = async (problem: 'name-empty' | 'name-too-long', what: string): Promise<void> => {
      await field.press('Enter');
      await expect(screens.getByText(texts.name.problem[problem]).first(), what).toBeVisible();
      expect(await overflow(screens), what).toBe(0);
      const box = await field.boundingBox();
      expect((box?.x ?? 0) + (box?.width ?? Infinity), what).toBeLessThan(1280);
      expect(box?.height, what).toBeLessThan(120);
    };
    await visitor.begin();
    await visitor.chooseRoom(ROOM.de);
    await visitor.acceptTerms();
    await visitor.sees(texts.name.heading);
    for (const { what, typed, problem } of REFUSED) {
      await paste(typed);
      await isRefused(problem, `${what}, pasted`);
      await write(typed);
      await isRefused(problem, `${what}, written`);
    }

    await test.step('on our keyboard, as fast as fingers go', async () => {
      await write('');
      await visitor.touch(new RegExp(`^${texts.keyboard.open}$`));
      const key = screens.getByRole('region', { name: texts.keyboard.label }).getByRole('button', {
        name: texts.keyboard.key.space,
        exact: true,
      });
      await key.click({ clickCount: 3 });
      await expect(field).toHaveValue('   ');
      await visitor.touch(texts.keyboard.key.done);
      await isRefused('name-empty', 'blanks, on our keyboard');
    });

    await test.step('whoever is in the meeting sees the cleaned name', async () => {
      const leader = await inviteSomebody(embedded, ROOM.id);
      await paste(SPOOF);
      await visitor.enterRoom();
      const meeting = await terminal.meeting();
      await leader.until(({ snapshot }) => snapshot?.people.some(({ name }) => name === CLEANED) ?? false, 15_000);
      const row = await meeting.locator('[data-test="userListItemCurrent"]').boundingBox();
      expect(row?.height).toBeLessThan(120);
      leader.vanish();
      await visitor.leave();
    });
  });
});
