import type { Page } from '@playwright/test';
import { expect, test, type Terminal } from './fixtures.ts';
import { expectReadable } from './readable.ts';
import { crashMeeting, enterMeeting, meetingAfter, present } from './steps.ts';

const NAME = 'Zwölfaxing Quendelbrot';

const expectInMeeting = async (terminal: Terminal, meeting: Page): Promise<void> => {
  const { texts } = terminal.as('de');
  await expect(meeting.locator('[data-test="userListItemCurrent"]')).toContainText(NAME);
  await expect(terminal.screens.getByText(texts.rejoining.advice).first()).toBeHidden();
  await expect(terminal.screens.getByRole('button', { name: texts.meeting.leave })).toBeVisible();
  // The meeting lies over our page again, and nothing else does.
  await expect
    .poll(() =>
      terminal.app.evaluate(({ BaseWindow, WebContentsView }) =>
        BaseWindow.getAllWindows()[0]?.contentView.children.map((view) =>
          view instanceof WebContentsView ? view.webContents.getURL().split('/')[2] : '',
        ),
      ),
    )
    .toEqual(['ui', new URL(meeting.url()).host]);
};

test('the meeting page crashes: back in, with the same name and part, and nobody is doubled', async ({
  terminal,
  embedded,
  eventsOf,
}) => {
  const old = await enterMeeting(terminal, { name: NAME, part: 'speak' });
  await crashMeeting(terminal);
  const meeting = await meetingAfter(terminal, old);
  await expectInMeeting(terminal, meeting);
  await expect
    .poll(async () => (await eventsOf('stadtfenster.visit.rejoined')).map(({ data }) => data.cause))
    .toEqual(['crashed']);
  const joins = embedded.bbb.meetings.flatMap(({ people }) => people).filter(({ name }) => name === NAME);
  expect(joins).toHaveLength(2);
  expect(joins.map(({ userdata }) => userdata['bbb_force_listen_only'])).toEqual(['false', 'false']);
  expect(joins.map(({ userdata }) => userdata['bbb_override_default_locale'])).toEqual(['de', 'de']);
  // The one before is gone from everybody's list as soon as the server has noticed.
  await expect.poll(() => present(embedded, NAME).length, { timeout: 10_000 }).toBe(1);
  await expect(meeting.locator('[data-test="userList"]').getByText(NAME)).toHaveCount(1);
  const [rejoined] = await eventsOf('stadtfenster.visit.rejoined');
  expect(rejoined?.data.durationMs).toBeLessThan(5_000);
  expect(await eventsOf('stadtfenster.visit.joined')).toHaveLength(1);
});

test('the meeting page crashes twice: a plain sentence, a wipe, and on', async ({ terminal, eventsOf }) => {
  const visitor = terminal.as('de');
  const old = await enterMeeting(terminal, { name: NAME });
  await crashMeeting(terminal);
  await expectInMeeting(terminal, await meetingAfter(terminal, old));
  await crashMeeting(terminal);
  await visitor.sees(visitor.texts.goodbye.heading);
  await expect(terminal.screens.getByText(visitor.texts.outcome['meeting-crashed']).first()).toBeVisible();
  await visitor.finish();
  await visitor.seesAttract();
  await expect.poll(async () => (await eventsOf('stadtfenster.visit.failed'))[0]?.data.code).toBe('meeting-crashed');
  await expect.poll(async () => (await eventsOf('stadtfenster.visit.wiped')).length).toBe(3);
  const receipts = (await eventsOf('stadtfenster.visit.wiped')).map(({ data }) => data.receipt);
  expect(receipts.flatMap(({ items }) => items).filter(({ result }) => result === 'failed')).toEqual([]);
});

test('the meeting page hangs: noticed within 15 s, and back in', async ({ terminal, gate, eventsOf }) => {
  const visitor = terminal.as('de');
  const old = await enterMeeting(terminal, { name: NAME });
  // Held up, so that what the visitor reads meanwhile can be seen.
  gate.mode = 'error-500';
  gate.only = '/join';
  const hung = Date.now();
  await old.evaluate(() => {
    setTimeout(() => {
      for (;;);
    });
  });
  await expect(terminal.screens.getByRole('heading', { name: visitor.texts.rejoining.fault.heading })).toBeVisible({
    timeout: 20_000,
  });
  expect(Date.now() - hung).toBeLessThan(15_000);
  gate.mode = 'open';
  await expectInMeeting(terminal, await meetingAfter(terminal, old));
  await expect
    .poll(async () => (await eventsOf('stadtfenster.visit.rejoined')).map(({ data }) => data.cause))
    .toEqual(['frozen']);
  await visitor.leave();
  await visitor.sees(visitor.texts.goodbye.heading);
});

test('the city is away while the meeting is opened again: tried again, then given up', async ({
  launch,
  gate,
  eventsOf,
}) => {
  const terminal = await launch({ machine: { times: { rejoinGiveUpSeconds: 6 } } });
  const visitor = terminal.as('de');
  await enterMeeting(terminal, { name: NAME });
  gate.mode = 'error-500';
  gate.only = '/join';
  await crashMeeting(terminal);
  await visitor.sees(visitor.texts.rejoining.fault.heading);
  await expect(terminal.screens.getByText(/seit [2-5] Sekunden/)).toBeVisible();
  await visitor.sees(visitor.texts.goodbye.heading);
  await expect(terminal.screens.getByText(visitor.texts.outcome['meeting-lost']).first()).toBeVisible();
  await expect.poll(async () => (await eventsOf('stadtfenster.visit.failed'))[0]?.data.code).toBe('meeting-lost');
  await expect.poll(async () => (await eventsOf('stadtfenster.visit.ended'))[0]?.data.outcome).toBe('meeting-lost');
});

test('the city comes back while the meeting is opened again', async ({ terminal, gate }) => {
  const visitor = terminal.as('de');
  const old = await enterMeeting(terminal, { name: NAME });
  gate.mode = 'closed';
  gate.only = '/join';
  await crashMeeting(terminal);
  await visitor.sees(visitor.texts.rejoining.fault.heading);
  await expect(terminal.screens.getByText(/seit [1-9] Sekunde/)).toBeVisible();
  gate.mode = 'open';
  await expectInMeeting(terminal, await meetingAfter(terminal, old));
});

test("the line to the meeting's server is lost for long, and comes back", async ({ terminal, embedded, eventsOf }) => {
  const visitor = terminal.as('de');
  const old = await enterMeeting(terminal, { name: NAME });
  embedded.bbb.behave({ server: 'refusing' });
  // For a while the client is left to mend it.
  await expect(old.locator('[data-test="notificationBannerBar"]')).not.toBeEmpty();
  await expect(terminal.screens.getByRole('heading', { name: visitor.texts.rejoining.line.heading })).toBeVisible({
    timeout: 20_000,
  });
  await expect(terminal.screens.getByText(/Wir versuchen es seit 1\d Sekunden\./)).toBeVisible();
  embedded.bbb.behave({});
  const meeting = await meetingAfter(terminal, old);
  await expectInMeeting(terminal, meeting);
  await expect
    .poll(async () => (await eventsOf('stadtfenster.visit.rejoined')).map(({ data }) => data.cause))
    .toEqual(['line']);
  expect((await eventsOf('stadtfenster.visit.rejoined'))[0]?.data.durationMs).toBeGreaterThan(10_000);
});

test('a short break of the line is left to the client', async ({ terminal, embedded, eventsOf }) => {
  const meeting = await enterMeeting(terminal, { name: NAME });
  embedded.bbb.behave({ server: 'refusing' });
  await expect(meeting.locator('[data-test="notificationBannerBar"]')).not.toBeEmpty();
  embedded.bbb.behave({});
  await expect(meeting.locator('[data-test="notificationBannerBar"]')).toBeEmpty();
  await expectInMeeting(terminal, meeting);
  expect(await eventsOf('stadtfenster.visit.rejoined')).toEqual([]);
});

for (const way of ['in the middle', 'in the bar'] as const) {
  test(`the visitor leaves while the meeting is opened again (${way})`, async ({ terminal, gate, eventsOf }) => {
    const visitor = terminal.as('de');
    await enterMeeting(terminal, { name: NAME });
    gate.mode = 'silent';
    gate.only = '/join';
    await crashMeeting(terminal);
    await visitor.sees(visitor.texts.rejoining.fault.heading);
    if (way === 'in the bar') await visitor.leave();
    else await visitor.touch(visitor.texts.leave.leave);
    await visitor.sees(visitor.texts.goodbye.heading);
    await expect(terminal.screens.getByText(visitor.texts.outcome.left).first()).toBeVisible();
    await visitor.finish();
    await visitor.seesAttract();
    await expect.poll(async () => (await eventsOf('stadtfenster.visit.ended'))[0]?.data.outcome).toBe('left');
    await expect.poll(async () => (await eventsOf('stadtfenster.visit.wiped')).length).toBe(3);
  });
}

test('still there? asked in the bar with a tone, answered by a touch or key anywhere', async ({ launch }) => {
  const terminal = await launch({ machine: { times: { presenceSeconds: 3, presenceWarningSeconds: 120 } } });
  const { screens } = terminal;
  const { texts } = terminal.as('de');
  const meeting = await enterMeeting(terminal, { name: NAME });
  await screens.evaluate(() => {
    const Real = AudioContext;
    globalThis.AudioContext = class extends Real {
      override createOscillator(): OscillatorNode {
        Reflect.set(globalThis, 'tones', Number(Reflect.get(globalThis, 'tones') ?? 0) + 1);
        return super.createOscillator();
      }
    };
  });
  const question = screens.getByText(texts.presence.heading, { exact: true });
  const answers: readonly (() => Promise<void>)[] = [
    () => screens.getByRole('button', { name: texts.presence.answer }).click(),
    () => screens.keyboard.press('Shift'),
    // In the meeting, to which the touch or key really goes.
    () => meeting.locator('body').click({ position: { x: 400, y: 300 } }),
    () => meeting.keyboard.press('Shift'),
  ];
  await expect(question).toBeVisible();
  await expectReadable(screens, 'meeting, presence');
  for (const answer of answers) {
    await expect(question).toBeVisible();
    await expect(screens.getByText(/Ihr Besuch endet in 1:5\d/)).toBeVisible();
    await answer();
    await expect(question).toBeHidden();
  }
  expect(await screens.evaluate((): unknown => Reflect.get(globalThis, 'tones'))).toBe(2 * answers.length);
  // The meeting was there all the time.
  await expectInMeeting(terminal, meeting);
});

test('still there? whoever works in the meeting is never asked', async ({ launch }) => {
  const terminal = await launch({ machine: { times: { presenceSeconds: 3, presenceWarningSeconds: 120 } } });
  const meeting = await enterMeeting(terminal, { name: NAME });
  const question = terminal.screens.getByText(terminal.as('de').texts.presence.heading, { exact: true });
  // Twice as long as silence may last.
  const until = Date.now() + 6_000;
  const worksOn = async (): Promise<boolean> => {
    await meeting.keyboard.press('Shift');
    await expect(question).toBeHidden();
    return Date.now() > until;
  };
  await expect.poll(worksOn, { intervals: [500] }).toBe(true);
});

test('still there? silence ends the visit, and it is wiped', async ({ launch, eventsOf }) => {
  const terminal = await launch({ machine: { times: { presenceSeconds: 2, presenceWarningSeconds: 3 } } });
  const visitor = terminal.as('de');
  await enterMeeting(terminal, { name: NAME });
  await expect(terminal.screens.getByText(visitor.texts.presence.heading, { exact: true })).toBeVisible();
  await visitor.sees(visitor.texts.goodbye.heading);
  await expect(terminal.screens.getByText(visitor.texts.outcome.abandoned).first()).toBeVisible();
  await visitor.finish();
  await visitor.seesAttract();
  await expect.poll(async () => (await eventsOf('stadtfenster.visit.ended'))[0]?.data.outcome).toBe('abandoned');
  await expect.poll(async () => (await eventsOf('stadtfenster.visit.wiped')).length).toBe(2);
});
