import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, ROOM, test } from './fixtures.ts';
import { askToEnter, enterMeeting } from './steps.ts';

test('city away at the first start: the screens say so, and the visit works once it is back', async ({
  launch,
  gate,
}) => {
  gate.mode = 'closed';
  const terminal = await launch({ machine: { times: { roomsRefreshSeconds: 0.5 } } });
  const visitor = terminal.as('de');
  await visitor.begin();
  await expect(terminal.screens.getByText(visitor.texts.failure['city-unreachable'].sentence).first()).toBeVisible();
  gate.mode = 'open';
  await visitor.chooseRoom(ROOM.de);
  await visitor.sees(visitor.texts.terms.heading);
});

test('city away at a later start: the last list with its age; the way in says why, and works when it is back', async ({
  launch,
  gate,
  eventsOf,
}) => {
  const first = await launch();
  await expect(first.screens.getByText('Bibliothek am Markt').first()).toBeVisible();
  await first.close();
  gate.mode = 'closed';
  const terminal = await launch();
  const visitor = terminal.as('de');
  await visitor.begin();
  await expect(terminal.screens.getByText(visitor.texts.rooms.stale.split('{{')[0] ?? '').first()).toBeVisible();
  await visitor.chooseRoom(ROOM.de);
  await visitor.acceptTerms();
  await visitor.stayAnonymous();
  await visitor.enterRoom();
  await visitor.sees(visitor.texts.failure['city-unreachable'].sentence);
  gate.mode = 'open';
  await visitor.touch(visitor.texts.problem.retry);
  await terminal.meeting();
  // What happened while the city was away arrives now.
  await expect
    .poll(async () => (await eventsOf('stadtfenster.visit.failed')).map(({ data }) => data.code), { timeout: 20_000 })
    .toEqual(['city-unreachable']);
});

test('city away during a meeting and after it: the visit ends clean, its events arrive later and once', async ({
  terminal,
  gate,
  events,
}) => {
  const visitor = terminal.as('de');
  await enterMeeting(terminal);
  const told = async (): Promise<string[]> =>
    (await events()).map(({ type }) => type).filter((type) => !/\.(?:heartbeat|taken)$/.test(type));
  await expect.poll(async () => (await told()).length).toBe(4);
  gate.mode = 'closed';
  await visitor.leave();
  await visitor.finish();
  await visitor.seesAttract();
  expect(await told()).toHaveLength(4);
  gate.mode = 'open';
  await expect.poll(async () => (await told()).length, { timeout: 30_000 }).toBe(8);
  const numbers = (await events()).map(({ sequence }) => sequence);
  expect(numbers).toEqual(numbers.map((_number, index) => (numbers[0] ?? 0) + index));
});

test('events that were not delivered survive the end of the process', async ({ launch, gate, events }) => {
  gate.mode = 'closed';
  const terminal = await launch();
  await terminal.as('de').begin();
  await terminal.as('de').touch(terminal.as('de').texts.action.end);
  await terminal.as('de').seesAttract();
  await terminal.close();
  gate.mode = 'open';
  await launch();
  await expect
    .poll(async () =>
      (await events())
        .map(({ type }) => type.replace('stadtfenster.', ''))
        .filter((type) => type !== 'terminal.lock-incomplete' && type !== 'configuration.taken'),
    )
    .toEqual([
      'terminal.started',
      ...['visit.started', 'visit.ended', 'visit.wiped'],
      // It was switched off.
      'terminal.heartbeat',
      'terminal.started',
    ]);
});

for (const { mode, failure } of [
  { mode: 'html', failure: 'city-malformed' },
  { mode: 'error-500', failure: 'city-failed' },
  { mode: 'wrong-json', failure: 'city-malformed' },
  { mode: 'silent', failure: 'city-slow' },
] as const) {
  test(`the city answers badly (${mode}): a sentence, and the list comes when it is well again`, async ({
    launch,
    gate,
  }) => {
    gate.mode = mode;
    const terminal = await launch({ machine: { times: { cityAnswerSeconds: 0.5, roomsRefreshSeconds: 0.5 } } });
    const visitor = terminal.as('de');
    await visitor.begin();
    await expect(terminal.screens.getByText(visitor.texts.failure[failure].sentence).first()).toBeVisible();
    gate.mode = 'open';
    await visitor.chooseRoom(ROOM.de);
    await visitor.sees(visitor.texts.terms.heading);
  });
}

for (const { mode, failure } of [
  { mode: 'html', failure: 'city-malformed' },
  { mode: 'error-500', failure: 'city-failed' },
  { mode: 'wrong-json', failure: 'city-malformed' },
  { mode: 'closed', failure: 'city-unreachable' },
] as const) {
  test(`a bad answer to the join (${mode}): a sentence, and a second try works`, async ({ terminal, gate }) => {
    const visitor = terminal.as('de');
    gate.mode = mode;
    gate.only = '/join';
    await askToEnter(terminal);
    await visitor.sees(visitor.texts.failure[failure].sentence);
    gate.mode = 'open';
    await visitor.touch(visitor.texts.problem.retry);
    await terminal.meeting();
  });
}

test("a wrong clock: the city's time is shown, and the city is told by how much", async ({
  launch,
  gate,
  eventsOf,
}) => {
  const aheadMs = 3 * 60 * 60_000;
  gate.clockShift = aheadMs;
  const terminal = await launch();
  const cityTime = (shiftMs: number): string =>
    new Intl.DateTimeFormat('de', { hour: '2-digit', minute: '2-digit', timeZone: 'Europe/Berlin' }).format(
      Date.now() + shiftMs,
    );
  await expect
    .poll(async () => {
      const header = await terminal.screens.locator('header').innerText();
      // The minute may turn between the two looks.
      return [cityTime(aheadMs), cityTime(aheadMs - 60_000)].some((time) => header.includes(time));
    })
    .toBe(true);
  await expect
    .poll(async () => {
      const [problem] = await eventsOf('stadtfenster.terminal.problem');
      return [problem?.data.code, Math.abs((problem?.data.amount ?? 0) + aheadMs / 1000) < 5];
    })
    .toEqual(['clock-wrong', true]);
});

test('a malformed file of the machine does not stop the terminal; the city is told', async ({
  launch,
  profile,
  eventsOf,
}) => {
  writeFileSync(path.join(profile, 'configuration.json'), '{"times": {"idleSeconds": "long"}');
  const terminal = await launch();
  await terminal.as('de').seesAttract();
  await expect
    .poll(async () => (await eventsOf('stadtfenster.terminal.problem')).map(({ data }) => data.code))
    .toEqual(['machine-configuration-malformed']);
});

for (const { what, text } of [
  { what: 'empty', text: '' },
  { what: 'malformed', text: '{"identity": {"city"' },
  { what: 'of the wrong shape', text: '{"identity": 4711}' },
]) {
  test(`a state file that is ${what} is put aside; the terminal still knows who it is`, async ({
    launch,
    profile,
    eventsOf,
  }) => {
    const first = await launch();
    await expect(first.screens.getByText('Bibliothek am Markt').first()).toBeVisible();
    await first.close();
    const folder = path.join(profile, 'state');
    writeFileSync(path.join(folder, 'state.json'), text);
    const second = await launch();
    await second.as('de').begin();
    await second.as('de').chooseRoom(ROOM.de);
    await expect
      .poll(async () => (await eventsOf('stadtfenster.terminal.problem')).map(({ data }) => data.code))
      .toEqual(['state-malformed']);
    expect(readdirSync(folder).filter((name) => name.startsWith('state.malformed-'))).toHaveLength(1);
  });
}

test('a folder for the spool that cannot be used does not stop a visit', async ({ launch, profile, events }) => {
  mkdirSync(profile, { recursive: true });
  writeFileSync(path.join(profile, 'spool'), 'a file where a folder should be');
  const terminal = await launch();
  await enterMeeting(terminal);
  await terminal.as('de').leave();
  await terminal.as('de').finish();
  await terminal.as('de').seesAttract();
  await expect.poll(async () => (await events()).map(({ type }) => type)).toContain('stadtfenster.visit.wiped');
});
