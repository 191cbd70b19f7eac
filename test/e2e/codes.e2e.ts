import { enterMeeting as participate } from '../../demo/bbb/participant.ts';
import { signedUrl } from '../../demo/bbb/signed-url.ts';
import { startEmbeddedCity } from '../../demo/embedded-city.ts';
import { CITY_PATHS } from '../../contract/city-api.ts';
import { codeSymbolsOf } from '../../contract/code-symbols.ts';
import { tokenIn } from '../enrol-machine.ts';
import { expect, test, type Terminal } from './fixtures.ts';
import { expectReadable, overflow, resize } from './readable.ts';
import { filesWith } from './traces.ts';

/** The closed room of the demo's seed; its moderator starts the meeting. */
const BOARD = { id: 'heimatverein', de: 'Vorstand Heimatverein' } as const;
/** As a code is, and of no room. */
const NO_CODE = '012345678K';

const codeField = (terminal: Terminal) =>
  terminal.screens.getByRole('textbox', { name: terminal.as('de').texts.code.label });

/** From the attract screen to the code of the closed room. */
const askForCode = async (terminal: Terminal): Promise<void> => {
  const visitor = terminal.as('de');
  await visitor.begin();
  await visitor.chooseRoom(BOARD.de);
  await visitor.sees(visitor.texts.code.heading);
};

test('a moderator starts the meeting by touch and ends it for all; the code is nowhere', async ({
  terminal,
  profile,
  embedded,
  events,
}) => {
  const visitor = terminal.as('de');
  const { texts } = visitor;
  const { screens } = terminal;
  const code = await embedded.city.createAccessCode(BOARD.id, 'moderator');
  const symbols = codeSymbolsOf(code);
  await askForCode(terminal);
  const tap = (name: string) => screens.getByRole('button', { name, exact: true }).click();
  // One too many is taken back.
  await tap('Y');
  await tap(texts.keyboard.key.erase);
  for (const symbol of symbols) await tap(symbol);
  await expect(codeField(terminal)).toHaveValue(symbols);
  await visitor.touch(texts.code.next);
  await visitor.acceptTerms();
  await visitor.stayAnonymous();
  // Who leads a meeting speaks, and looks first whether that works.
  await visitor.touch(texts.name.check);
  await visitor.enterRoom();
  const meeting = await terminal.meeting();
  await expect(meeting.locator('[data-test="userListItemCurrent"]')).toBeVisible();
  expect(filesWith(profile, code)).toEqual([]);
  expect(filesWith(profile, symbols)).toEqual([]);
  const people = embedded.bbb.meetings.find(({ meetingID }) => meetingID.endsWith(BOARD.id))?.people ?? [];
  expect(people.map(({ role }) => role)).toEqual(['MODERATOR']);

  await meeting.locator('[data-test="closeModal"]').first().click();
  await meeting.locator('[data-test="leaveMeetingDropdown"]').click();
  await meeting.locator('[data-test="endMeeting"]').click();
  await meeting.locator('[data-test="confirmEndMeeting"]').click();
  await visitor.sees(texts.goodbye.heading);
  await expect(screens.getByText(texts.outcome['meeting-ended']).first()).toBeVisible();
  await visitor.finish();
  await visitor.seesAttract();

  await askForCode(terminal);
  await expect(codeField(terminal)).toHaveValue('');
  expect(await screens.content()).not.toContain(symbols);
  expect(filesWith(profile, code)).toEqual([]);
  expect(filesWith(profile, symbols)).toEqual([]);
  await expect
    .poll(async () => (await events()).filter(({ type }) => type === 'stadtfenster.visit.wiped').length)
    .toBe(2);
  const told = await events();
  expect(JSON.stringify(told)).not.toContain(symbols);
  expect(told).toContainEqual(
    expect.objectContaining({ data: expect.objectContaining({ room: BOARD.id, role: 'moderator' }) }),
  );
  const receipts = told.flatMap((event) => (event.type === 'stadtfenster.visit.wiped' ? event.data.receipt.items : []));
  expect(receipts).toContainEqual({ item: 'code', result: 'verified' });
});

test('a moderator of an open room needs no more than keys and the code', async ({ terminal, embedded, eventsOf }) => {
  const visitor = terminal.as('de');
  const { texts } = visitor;
  const { screens } = terminal;
  const code = await embedded.city.createAccessCode('wirtschaft', 'moderator');
  await visitor.begin();
  await visitor.sees(texts.rooms.heading);
  await screens.getByRole('button', { name: texts.code.open }).focus();
  await screens.keyboard.press('Enter');
  await visitor.sees(texts.code.heading);
  // The field has the keyboard at once.
  await screens.keyboard.type(code.toLowerCase());
  await expect(codeField(terminal)).toHaveValue(codeSymbolsOf(code));
  await screens.keyboard.press('Enter');
  await visitor.sees(texts.terms.heading);
  await expect(screens.getByText('AG Wirtschaft')).toBeVisible();
  await visitor.acceptTerms();
  await visitor.stayAnonymous();
  await visitor.touch(texts.name.check);
  await visitor.enterRoom();
  await terminal.meeting();
  await expect.poll(async () => (await eventsOf('stadtfenster.visit.joined'))[0]?.data.role).toBe('moderator');
  await visitor.leave();
});

test('a code is understood however it is pasted', async ({ terminal, embedded }) => {
  const { screens, app } = terminal;
  const code = await embedded.city.createAccessCode(BOARD.id, 'attendee');
  const symbols = codeSymbolsOf(code);
  await askForCode(terminal);
  const field = codeField(terminal);
  for (const form of [
    code,
    symbols,
    code.toLowerCase(),
    code.replaceAll('-', ' \u2013 '),
    code.replaceAll('-', '\u00A0'),
    ` \t${Array.from(symbols).join(' ')}\r\n`,
    symbols.replaceAll('0', 'O').replaceAll('1', 'l').replaceAll('5', 's').replaceAll('8', 'B'),
    // As wide as Chinese characters, from another keyboard.
    Array.from(code, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)).join(''),
    Array.from(code).join('\u200B'),
    code.replaceAll('-', '\n'),
    `Guten Tag, Ihr Code für den Vorstand lautet: ${code}. Bis Mittwoch, 17:00 Uhr!`,
    `${'Bitte lesen Sie unsere Regeln. '.repeat(200)}Code: ${code.toLowerCase()}`,
  ]) {
    await app.evaluate(({ clipboard }, text) => clipboard.writeText(text), form);
    await screens.keyboard.press('Control+V');
    await expect(field, form).toHaveValue(symbols);
    await screens.keyboard.press('Backspace');
    await expect(field).toHaveValue(symbols.slice(0, -1));
  }
  const { texts } = terminal.as('de');
  const incomplete = screens.getByText(texts.code.incomplete.replace('{{count}}', '10')).first();
  for (const tooLong of [`${symbols}${symbols}`, 'x7'.repeat(5_000), `${symbols.slice(0, 5)} `.repeat(2_000)]) {
    await app.evaluate(({ clipboard }, text) => clipboard.writeText(text), tooLong);
    await screens.keyboard.press('Control+V');
    await expect(field).toHaveValue(symbols.slice(0, -1));
    await expect(incomplete).toBeVisible();
    expect(await overflow(screens)).toBe(0);
    // The next touch of a key forgets it.
    await screens.keyboard.press('Backspace');
    await expect(incomplete).toBeHidden();
    await screens.keyboard.type(symbols.slice(-2, -1));
  }
});

test('a slip is told at once without asking the city, and mended in its place', async ({
  terminal,
  embedded,
  gate,
}) => {
  const visitor = terminal.as('de');
  const { texts } = visitor;
  const { screens } = terminal;
  const wrong = screens.locator('.code-words').getByText(texts.failure['code-wrong'].sentence);
  const symbols = codeSymbolsOf(await embedded.city.createAccessCode(BOARD.id, 'attendee'));
  const slip = `${symbols.slice(0, 3)}${symbols.charAt(3) === 'X' ? 'Y' : 'X'}${symbols.slice(4)}`;
  await askForCode(terminal);
  await visitor.enterCode(slip);
  await expect(wrong).toBeVisible();
  await expect(codeField(terminal)).toHaveValue(slip);
  expect(gate.passed.some(({ path }) => path.endsWith(CITY_PATHS.code))).toBe(false);
  // A touch on the symbol, and the right one takes its place.
  await screens.locator('.code-places').scrollIntoViewIfNeeded();
  const box = await screens.locator('.code-place').nth(3).boundingBox();
  await screens.mouse.click((box?.x ?? 0) + 10, (box?.y ?? 0) + 10);
  await screens.getByRole('button', { name: symbols.charAt(3), exact: true }).click();
  await expect(codeField(terminal)).toHaveValue(symbols);
  await expect(wrong).toBeHidden();
  await visitor.touch(texts.code.next);
  await visitor.sees(texts.terms.heading);
  expect(gate.passed.some(({ path }) => path.endsWith(CITY_PATHS.code))).toBe(true);
});

test('a wrong code and a pause are told apart; the pause ends by itself', async ({ launch, embedded, eventsOf }) => {
  const terminal = await launch({ machine: { times: { codePauseSeconds: 1.5 } } });
  const visitor = terminal.as('de');
  const { texts } = visitor;
  const words = terminal.screens.locator('.code-words');
  await askForCode(terminal);
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    await visitor.enterCode(NO_CODE);
    await expect
      .poll(async () => (await eventsOf('stadtfenster.visit.failed')).map(({ data }) => data.code))
      .toEqual(Array.from({ length: attempt }, () => 'code-wrong'));
    if (attempt < 5) await expect(words.getByText(texts.failure['code-wrong'].sentence)).toBeVisible();
  }
  await expect(words.getByText(texts.failure['code-wait'].sentence)).toBeVisible();
  await expect(words.getByText(/Noch \d Sekunden?\./)).toBeVisible();
  await expect(codeField(terminal)).toHaveValue(NO_CODE);
  await expect(words.getByText(texts.failure['code-wait'].sentence)).toBeHidden();
  await visitor.enterCode(await embedded.city.createAccessCode(BOARD.id, 'attendee'));
  await visitor.sees(texts.terms.heading);
});

test('what others tried before costs the next visitor seconds, and no second touch', async ({ terminal, embedded }) => {
  const visitor = terminal.as('de');
  const token = tokenIn(terminal.profile);
  const code = await embedded.city.createAccessCode(BOARD.id, 'attendee');
  const tryWrong = async (): Promise<number> =>
    (
      await fetch(new URL(CITY_PATHS.code, embedded.city.url), {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ code: NO_CODE, room: null }),
      })
    ).status;
  await askForCode(terminal);
  while ((await tryWrong()) !== 429);
  await visitor.enterCode(code);
  await expect(
    terminal.screens.locator('.code-words').getByText(visitor.texts.failure['code-wait'].sentence),
  ).toBeVisible();
  const waiting = Date.now();
  await visitor.sees(visitor.texts.terms.heading);
  // Three at most (code-limits.test.ts), and the city's slow hash on a busy machine.
  expect(Date.now() - waiting).toBeLessThan(10_000);
});

test('who comes before the moderator is told when it begins, and gets in once it has', async ({ launch }) => {
  // A Tuesday: the board meets on Wednesdays.
  const ahead = Date.parse('2026-11-24T16:31:00+01:00') - Date.now();
  const { city, bbb, secret, close } = await startEmbeddedCity({ dataDir: null, now: () => Date.now() + ahead });
  const terminal = await launch({ at: city });
  const visitor = terminal.as('de');
  const { texts } = visitor;
  await askForCode(terminal);
  await visitor.enterCode(await city.createAccessCode(BOARD.id, 'attendee'));
  await visitor.acceptTerms();
  await visitor.stayAnonymous();
  await visitor.enterRoom();
  await visitor.sees(texts.failure['meeting-not-started'].sentence);
  await expect(terminal.screens.getByText('Beginn: morgen 17:00 Uhr.')).toBeVisible();
  await expectReadable(terminal.screens, 'not started');

  const sign = (call: string, parameters: Record<string, string>) =>
    signedUrl(bbb.url, secret, call, { meetingID: `stadtfenster-${BOARD.id}`, ...parameters });
  await fetch(sign('create', { name: BOARD.de }));
  const moderator = await participate(sign('join', { fullName: 'Leitung', role: 'MODERATOR' }));
  await visitor.touch(texts.problem.retry);
  const meeting = await terminal.meeting();
  await expect(meeting.locator('[data-test="userListItemCurrent"]')).toBeVisible();
  moderator.send({ type: 'end-meeting' });
  await visitor.sees(texts.goodbye.heading);
  const joined = (await city.events.list()).find(({ event }) => event.type === 'stadtfenster.visit.joined');
  expect(joined?.event.data).toMatchObject({ room: BOARD.id, role: 'attendee' });
  await terminal.close();
  await close();
});

test('a code typed and given up is gone for the next visitor', async ({ launch, profile }) => {
  const terminal = await launch({ machine: { times: { idleSeconds: 2, idleWarningSeconds: 1 } } });
  const visitor = terminal.as('de');
  await askForCode(terminal);
  await codeField(terminal).fill(NO_CODE);
  await visitor.seesAttract();
  await visitor.begin();
  await visitor.touch(visitor.texts.code.open);
  await expect(codeField(terminal)).toHaveValue('');
  expect(await terminal.screens.locator('.code-places').textContent()).toBe('');
  expect(filesWith(profile, NO_CODE)).toEqual([]);
});

test('the screen of the code fits a narrow window and the largest text', async ({ terminal }) => {
  const { screens } = terminal;
  await askForCode(terminal);
  await terminal.as('de').chooseDisplay({ textSize: 200, contrast: 'dark' });
  await codeField(terminal).fill('0123456780');
  await expectReadable(screens, 'code at 200 %');
  await terminal.as('de').chooseDisplay({ textSize: 100, contrast: 'normal' });
  await resize(terminal, 320, 640);
  await expect.poll(() => screens.evaluate(() => innerWidth)).toBe(320);
  expect(await overflow(screens)).toBe(0);
});
