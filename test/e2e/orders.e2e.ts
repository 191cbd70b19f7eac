import type { Command } from '../../contract/command.ts';
import { isEnd, type TerminalReport } from '../../city/orders/command-reports.ts';
import { test as base, expect, type LaunchOptions, type Terminal } from './fixtures.ts';
import { enterMeeting } from './steps.ts';

const MACHINE = { times: { roomsRefreshSeconds: 0.5, goodbyeSeconds: 1 } } as const;

/** Ends with the code for a new start, as under a supervisor, which is not there: nothing is left running. */
const SUPERVISED: LaunchOptions = { machine: MACHINE, environment: { NOTIFY_SOCKET: '/nonexistent/notify' } };

const DAY = 24 * 60 * 60;

/** A command that nobody has waited for longer than this was not delivered "at once". */
const AT_ONCE_MS = 5_000;

interface Orders {
  /** For the test's terminal alone: the city is that of other tests too. @returns the id of the command */
  send(command: Command, order?: { readonly seconds?: number }): Promise<string>;
  /** How it stands at the test's terminal. */
  report(id: string): Promise<TerminalReport | undefined>;
  /** Resolves with the end of it. */
  ended(id: string): Promise<TerminalReport | undefined>;
  /** All that the terminal has told of it, in its order. */
  told(id: string): Promise<readonly string[]>;
}

const test = base.extend<{ readonly orders: Orders }>({
  orders: async ({ embedded, terminalName, eventsOf }, use) => {
    const orders: Orders = {
      send: async (command, { seconds = 600 } = {}) => {
        const order = { audience: { terminal: terminalName }, command, validSeconds: seconds, by: 'test' };
        return (await embedded.city.orders.send(order)).id;
      },
      report: async (id) => {
        const [report] = await embedded.city.orders.list({ id, limit: 1 });
        return report?.terminals.find(({ terminal }) => terminal === terminalName);
      },
      ended: async (id) => {
        await expect
          .poll(async () => {
            const report = await orders.report(id);
            return report !== undefined && isEnd(report);
          })
          .toBe(true);
        return orders.report(id);
      },
      told: async (id) =>
        (await eventsOf('stadtfenster.order.result'))
          .filter(({ data }) => data.order === id)
          .map(({ data }) => [data.state, ...(data.reason === undefined ? [] : [data.reason])].join(' ')),
    };
    await use(orders);
  },
});

const exited = (terminal: Terminal): Promise<number | null> =>
  new Promise((resolve) => terminal.app.process().once('exit', (code) => resolve(code)));

test('each command is carried out at once, and told', async ({ launch, orders, embedded, terminalName }) => {
  const terminal = await launch({ machine: MACHINE });
  const visitor = terminal.as('de');
  const { screens } = terminal;
  const { notice, shut } = visitor.texts;
  await visitor.seesAttract();

  await test.step('a message, until it is read', async () => {
    const id = await orders.send({ act: 'show-message', message: { de: 'Um 16 Uhr ist Schluss.' }, seconds: 600 });
    await visitor.sees(notice.message);
    await expect(screens.getByText('Um 16 Uhr ist Schluss.').first()).toBeVisible();
    await orders.ended(id);
    expect(await orders.told(id)).toEqual(['accepted', 'done']);
    const [report] = await embedded.city.orders.list({ id, limit: 1 });
    // From the city's clock to the city's clock.
    expect((report?.terminals[0]?.heardAt ?? Infinity) - (report?.issuedAt ?? 0)).toBeLessThan(AT_ONCE_MS);
    await visitor.touch(notice.read);
    await screens.getByRole('heading', { name: notice.message }).waitFor({ state: 'detached' });
    await visitor.seesAttract();
  });

  await test.step('its name', async () => {
    const id = await orders.send({ act: 'identify' });
    await visitor.sees(terminalName);
    await visitor.touch(notice.read);
    expect(await orders.ended(id)).toMatchObject({ state: 'done' });
  });

  await test.step('a picture of its own screen, said on it', async () => {
    const id = await orders.send({ act: 'screenshot' });
    await screens.getByText(notice.serviced.screenshot).first().waitFor();
    expect(await orders.ended(id)).toMatchObject({ state: 'done', hasAttachment: true });
    const { kind, body } = await embedded.city.orders.attachment({ id, terminal: terminalName });
    expect([kind, Buffer.from(body, 'base64').subarray(0, 3).toString('hex')]).toEqual(['screenshot', 'ffd8ff']);
  });

  await test.step('its log, a new configuration, a wipe that is tried', async () => {
    const [log, reload, wipe, display] = await Promise.all([
      orders.send({ act: 'collect-logs' }),
      orders.send({ act: 'reload-configuration' }),
      orders.send({ act: 'wipe-test' }),
      orders.send({ act: 'display-off' }),
    ]);
    for (const id of [log, reload, wipe]) expect(await orders.ended(id)).toMatchObject({ state: 'done' });
    // Nobody here does what only root may do.
    expect(await orders.ended(display)).toMatchObject({ state: 'failed', reason: 'no-root-helper' });
    const { body } = await embedded.city.orders.attachment({ id: log, terminal: terminalName });
    expect(Buffer.from(body, 'base64').toString()).toContain('"kind":"terminal.started"');
  });

  await test.step('locked, where no touch begins anything, and free again', async () => {
    const id = await orders.send({ act: 'lock', message: { de: 'Wir bauen um.', en: 'We are rebuilding.' } });
    await visitor.sees(shut.heading);
    for (const words of ['Wir bauen um.', 'We are rebuilding.']) await screens.getByText(words).first().waitFor();
    expect(await orders.ended(id)).toMatchObject({ state: 'done' });
    await screens.evaluate("window.terminal.send({ type: 'begin' })");
    await visitor.sees(shut.heading);
    expect(await orders.ended(await orders.send({ act: 'unlock' }))).toMatchObject({ state: 'done' });
    await visitor.seesAttract();
  });
});

test('a visit is not disturbed, but ended when that is ordered', async ({ launch, orders, eventsOf, gate }) => {
  const terminal = await launch({ machine: MACHINE });
  const visitor = terminal.as('de');
  const { notice, shut, outcome } = visitor.texts;
  await enterMeeting(terminal);

  const refused = [
    await orders.send({ act: 'screenshot' }),
    await orders.send({ act: 'identify' }),
    await orders.send({ act: 'wipe-test' }),
  ];
  for (const id of refused) {
    await orders.ended(id);
    expect(await orders.told(id)).toEqual(['accepted', 'refused visited']);
  }
  const [soonOver, lock] = [
    await orders.send({ act: 'restart-app' }),
    await orders.send({ act: 'lock', message: null }, { seconds: DAY }),
  ];
  for (const id of [soonOver, lock]) await expect.poll(() => orders.told(id)).toEqual(['accepted']);
  await expect(terminal.screens.getByRole('button', { name: visitor.texts.meeting.leave })).toBeVisible();

  const end = await orders.send({ act: 'end-visit' }, { seconds: DAY });
  await visitor.sees(notice.ending.heading);
  // By the city's clock it is hours later now.
  gate.clockShift = 8 * 60 * 60_000;
  await expect
    .poll(async () => (await eventsOf('stadtfenster.terminal.problem')).map(({ data }) => data.code))
    .toContain('clock-wrong');
  await visitor.touch(notice.read);
  await visitor.leave();
  await visitor.sees(visitor.texts.goodbye.heading);
  await expect(terminal.screens.getByText(outcome.left).first()).toBeVisible();
  // Now nobody is there any more: what waited for that is done.
  await visitor.sees(shut.heading);
  for (const id of [end, lock]) expect(await orders.ended(id)).toMatchObject({ state: 'done' });
  await orders.ended(soonOver);
  expect(await orders.told(soonOver)).toEqual(['accepted', 'expired']);
  const visits = await eventsOf('stadtfenster.visit.ended');
  expect(visits.map(({ data }) => data.outcome)).toEqual(['left']);
});

test('each once: over new starts, and after the line was away', async ({ launch, orders, gate }) => {
  const first = await launch(SUPERVISED);
  await first.as('de').seesAttract();
  expect(await orders.ended(await orders.send({ act: 'lock', message: null }))).toMatchObject({ state: 'done' });
  const ending = exited(first);
  const restart = await orders.send({ act: 'restart-app' });
  expect(await ending).toBe(75);

  const second = await launch(SUPERVISED);
  const visitor = second.as('de');
  // The lock holds over the new start.
  await visitor.sees(visitor.texts.shut.heading);
  await orders.ended(restart);
  expect(await orders.told(restart)).toEqual(['accepted', 'done']);
  await second.close();

  gate.mode = 'closed';
  const third = await launch(SUPERVISED);
  await third.as('de').sees(visitor.texts.shut.heading);
  const [unlock, late] = [
    await orders.send({ act: 'unlock' }),
    await orders.send({ act: 'restart-device' }, { seconds: 1 }),
  ];
  await expect.poll(async () => (await orders.report(late))?.state).toBe('expired');
  gate.mode = 'open';
  await third.as('de').seesAttract();
  await orders.ended(unlock);
  expect(await orders.told(unlock)).toEqual(['accepted', 'done']);
  // What was over before it could be heard was never heard; the restart was not done twice.
  expect(await orders.told(late)).toEqual([]);
  expect(await orders.told(restart)).toEqual(['accepted', 'done']);
});
