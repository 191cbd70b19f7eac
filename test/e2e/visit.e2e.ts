import { enterMeeting as participate } from '../../demo/bbb/participant.ts';
import { signedUrl } from '../../demo/bbb/signed-url.ts';
import { expect, ROOM, test } from './fixtures.ts';
import { pageWithKeyboard, pressHardwareKey } from './hardware-keys.ts';
import { askToEnter, enterMeeting } from './steps.ts';

const NAME = 'Zwölfaxing Quendelbrot';

test('a whole visit by touch, and the city knows', async ({ terminal, events, embedded }) => {
  const visitor = terminal.as('de');
  await enterMeeting(terminal, { name: NAME });
  await visitor.leave();
  await visitor.sees(visitor.texts.goodbye.heading);
  await expect(terminal.screens.getByText(visitor.texts.outcome.left).first()).toBeVisible();
  await visitor.finish();
  await visitor.seesAttract();

  await expect
    .poll(async () =>
      (await events()).map(({ type }) => type).filter((type) => !/\.(?:lock-incomplete|heartbeat|taken)$/.test(type)),
    )
    .toEqual([
      'stadtfenster.terminal.started',
      'stadtfenster.visit.started',
      'stadtfenster.visit.joined',
      'stadtfenster.visit.ended',
      // BBB's service worker.
      'stadtfenster.terminal.refused',
      'stadtfenster.visit.wiped',
      'stadtfenster.visit.wiped',
    ]);
  const told = await events();
  expect(JSON.stringify(told)).not.toContain(NAME);
  expect(JSON.stringify(told)).not.toContain('://');
  const times = told.map(({ time }) => Date.parse(time));
  expect(times).toEqual([...times].sort((one, other) => one - other));
  const receipts = told.flatMap((event) => (event.type === 'stadtfenster.visit.wiped' ? [event.data.receipt] : []));
  expect(receipts.flatMap(({ items }) => items).filter(({ result }) => result === 'failed')).toEqual([]);
  // The meeting got what the visitor chose, under a random id.
  const person = embedded.bbb.meetings.flatMap(({ people }) => people).find(({ name }) => name === NAME);
  expect(person?.role).toBe('VIEWER');
  expect(person?.userdata['bbb_override_default_locale']).toBe('de');
  expect(person?.userID).not.toContain(NAME);
});

test('the same in English', async ({ terminal, eventsOf }) => {
  const visitor = terminal.as('en');
  const meeting = await enterMeeting(terminal, { locale: 'en' });
  await expect(meeting.locator('[data-test="userListItemCurrent"]')).toContainText(/Guest \d{4}/);
  await visitor.leave();
  await visitor.sees(visitor.texts.goodbye.heading);
  await visitor.finish();
  // The next person finds the city's own language again.
  await visitor.seesAttract();
  await expect.poll(async () => (await eventsOf('stadtfenster.visit.joined'))[0]?.data.locale).toBe('en');
});

test('a whole visit with the keyboard alone', async ({ terminal }) => {
  const visitor = terminal.as('de');
  const { screens } = terminal;
  const press = (keyCode: string): Promise<void> => pressHardwareKey(terminal, keyCode);
  const keyboardIsIn = (): Promise<string> => pageWithKeyboard(terminal);
  /** Goes on with Tab until the control with this name has the focus. */
  const reach = async (name: string | RegExp): Promise<void> => {
    const control = screens.getByRole('button', { name }).or(screens.getByRole('textbox', { name })).first();
    await control.waitFor();
    await expect
      .poll(async () => {
        if (await control.evaluate((element) => element === document.activeElement)) return true;
        await press('Tab');
        return false;
      })
      .toBe(true);
  };
  await reach(visitor.texts.attract.begin);
  await press('Enter');
  await reach(new RegExp(ROOM.de));
  await press('Enter');
  await reach(visitor.texts.terms.accept);
  await press('Space');
  await reach(visitor.texts.name.label);
  for (const letter of 'Quendel') await press(letter);
  await reach(visitor.texts.name.join);
  await press('Enter');

  const meeting = await terminal.meeting();
  await expect(meeting.locator('[data-test="userList"]')).toContainText('Quendel');
  // The meeting has the keyboard; one key brings it to the bar, and back.
  await expect.poll(keyboardIsIn).toContain('/html5client/');
  await press('F6');
  await expect.poll(keyboardIsIn).toBe('kiosk://ui/index.html');
  await press('F6');
  await expect.poll(keyboardIsIn).toContain('/html5client/');
  await press('F6');
  await expect.poll(keyboardIsIn).toBe('kiosk://ui/index.html');
  await reach(visitor.texts.meeting.leave);
  await press('Enter');
  await reach(visitor.texts.leave.leave);
  await press('Enter');
  await reach(visitor.texts.goodbye.finish);
  await press('Enter');
  await visitor.seesAttract();
});

test('whoever declines the terms cannot take part', async ({ terminal, eventsOf, embedded }) => {
  const visitor = terminal.as('de');
  const before = embedded.bbb.requests.filter(({ path }) => path.endsWith('/join')).length;
  await visitor.begin();
  await visitor.chooseRoom(ROOM.de);
  await visitor.touch(visitor.texts.terms.decline);
  await visitor.sees(visitor.texts.goodbye.heading);
  await expect(terminal.screens.getByText(visitor.texts.outcome.declined).first()).toBeVisible();
  await visitor.finish();
  await visitor.seesAttract();
  await expect.poll(async () => (await eventsOf('stadtfenster.visit.ended'))[0]?.data.outcome).toBe('declined');
  expect(embedded.bbb.requests.filter(({ path }) => path.endsWith('/join'))).toHaveLength(before);
});

test('a slow way in can be cancelled, and the name is still there', async ({ launch, embedded }) => {
  const terminal = await launch({ machine: { times: { joinCancelSeconds: 0.2 } } });
  const visitor = terminal.as('de');
  embedded.bbb.behave({ page: 'no-answer' });
  await askToEnter(terminal, { name: NAME });
  await visitor.touch(visitor.texts.joining.cancel);
  await expect(terminal.screens.getByRole('textbox', { name: visitor.texts.name.label })).toHaveValue(NAME);
  embedded.bbb.behave({});
  await visitor.enterRoom();
  const meeting = await terminal.meeting();
  await expect(meeting.locator('[data-test="userList"]')).toContainText(NAME);
});

test('a way in that never ends is given up with a reason', async ({ launch, embedded, eventsOf }) => {
  const terminal = await launch({ machine: { times: { joinGiveUpSeconds: 1 } } });
  const visitor = terminal.as('de');
  embedded.bbb.behave({ page: 'no-answer' });
  await askToEnter(terminal);
  await visitor.sees(visitor.texts.failure['join-timeout'].sentence);
  await expect.poll(async () => (await eventsOf('stadtfenster.visit.failed'))[0]?.data.code).toBe('join-timeout');
  embedded.bbb.behave({});
  await visitor.touch(visitor.texts.problem.retry);
  await terminal.meeting();
});

test('the moderator ends the meeting', async ({ terminal, embedded, eventsOf }) => {
  const visitor = terminal.as('de');
  await enterMeeting(terminal, { name: NAME });
  const running = embedded.bbb.meetings.find(
    ({ running, people }) => running && people.some(({ name }) => name === NAME),
  );
  const moderator = await participate(
    signedUrl(embedded.bbb.url, embedded.secret, 'join', {
      fullName: 'Leitung',
      meetingID: running?.meetingID ?? '',
      role: 'MODERATOR',
    }),
  );
  moderator.send({ type: 'end-meeting' });
  await visitor.sees(visitor.texts.goodbye.heading);
  await expect(terminal.screens.getByText(visitor.texts.outcome['meeting-ended']).first()).toBeVisible();
  await expect.poll(async () => (await eventsOf('stadtfenster.visit.ended'))[0]?.data.outcome).toBe('meeting-ended');
});

test("leaving with the meeting's own button ends the visit too", async ({ terminal, eventsOf }) => {
  const visitor = terminal.as('de');
  const meeting = await enterMeeting(terminal);
  await meeting.locator('[data-test="closeModal"]').first().click();
  await meeting.locator('[data-test="leaveMeetingDropdown"]').click();
  await meeting.locator('[data-test="directLogoutButton"]').click();
  await visitor.sees(visitor.texts.goodbye.heading);
  await expect.poll(async () => (await eventsOf('stadtfenster.visit.ended'))[0]?.data.outcome).toBe('meeting-ended');
});

test('our own page crashes: it is drawn again where it was', async ({ terminal, eventsOf }) => {
  const visitor = terminal.as('de');
  await visitor.begin();
  await visitor.chooseRoom(ROOM.de);
  await visitor.sees(visitor.texts.terms.heading);
  await terminal.app.evaluate(
    ({ webContents }) =>
      new Promise<void>((resolve) => {
        const [page] = webContents.getAllWebContents();
        // A page that has just crashed answers no question.
        page?.once('did-finish-load', () => resolve());
        page?.forcefullyCrashRenderer();
      }),
  );
  await expect
    .poll(() =>
      terminal.app.evaluate(({ webContents }) =>
        webContents.getAllWebContents()[0]?.executeJavaScript('document.querySelector("h1")?.textContent'),
      ),
    )
    .toBe(visitor.texts.terms.heading);
  await expect.poll(async () => (await eventsOf('stadtfenster.terminal.problem'))[0]?.data.code).toBe('renderer-gone');
});

test('a fault in our own page does not leave an empty screen', async ({ terminal }) => {
  const visitor = terminal.as('de');
  await visitor.begin();
  await visitor.chooseRoom(ROOM.de);
  await visitor.sees(visitor.texts.terms.heading);
  await terminal.screens.evaluate(() => {
    document.getElementById('root')?.replaceChildren();
    void Promise.reject(new Error('a fault'));
  });
  await visitor.sees(visitor.texts.terms.heading);
});

test('still there? any touch answers; silence ends the visit', async ({ launch, eventsOf }) => {
  const terminal = await launch({ machine: { times: { idleSeconds: 1, idleWarningSeconds: 2 } } });
  const visitor = terminal.as('de');
  await visitor.begin();
  await visitor.sees(visitor.texts.idle.heading);
  await visitor.touch(visitor.texts.idle.answer);
  await expect(terminal.screens.getByRole('heading', { name: visitor.texts.idle.heading })).toBeHidden();
  await visitor.sees(visitor.texts.rooms.heading);
  await visitor.sees(visitor.texts.idle.heading);
  await terminal.screens.keyboard.press('a');
  await expect(terminal.screens.getByRole('heading', { name: visitor.texts.idle.heading })).toBeHidden();
  await visitor.seesAttract();
  await expect
    .poll(async () => (await eventsOf('stadtfenster.visit.ended')).map(({ data }) => data.outcome))
    .toEqual(['abandoned']);
});

test('names of any script arrive in the meeting as they were typed', async ({ terminal }) => {
  const visitor = terminal.as('de');
  await visitor.begin();
  await visitor.chooseRoom(ROOM.de);
  await visitor.acceptTerms();
  await visitor.typeName('   ');
  await visitor.enterRoom();
  await expect(terminal.screens.getByText(visitor.texts.name.problem['name-empty']).first()).toBeVisible();
  await visitor.typeName('x'.repeat(65));
  await visitor.enterRoom();
  await expect(terminal.screens.getByText(visitor.texts.name.problem['name-too-long']).first()).toBeVisible();
  await visitor.typeName('  \u202Eمريم 👩🏽‍🚀\u0000 Ґанна  ');
  await visitor.enterRoom();
  const meeting = await terminal.meeting();
  await expect(meeting.locator('[data-test="userList"]')).toContainText('مريم 👩🏽‍🚀 Ґанна');
  expect(await meeting.locator('[data-test="userList"]').textContent()).not.toContain('\u202E');
});
