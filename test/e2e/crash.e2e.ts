import { once } from 'node:events';
import { setTimeout as pass } from 'node:timers/promises';
import { EXIT_RESTART } from '../../main/health/exit-codes.ts';
import { processesOf } from '../bench/process-tree.ts';
import { expect, ROOM, test, type Terminal } from './fixtures.ts';
import { enterMeeting } from './steps.ts';

const NAME = 'Xenophilia Ångström-Quittenbaum';

/** Under a supervisor, which here is the test: it starts the terminal again itself. */
const SUPERVISED = { NOTIFY_SOCKET: '/nonexistent' };

/** A person waits no longer than this for a screen that can be used. */
const USABLE_WITHIN_MS = 3_000;

interface Drawn {
  /** Until the page showed something that can be touched, in milliseconds. */
  readonly afterMs: number;
  readonly words: string;
  readonly html: string;
}

/** Our page and another one that draws it. The driver's own hold on the page is gone with the first one. */
const drawnAgain = (terminal: Terminal, how: 'killed' | 'hung'): Promise<Drawn> =>
  terminal.app.evaluate(async ({ webContents }, end) => {
    const page = webContents.getAllWebContents().find((contents) => contents.getURL().startsWith('kiosk:'));
    if (page === undefined) throw new Error('There is no page of ours.');
    const loaded = new Promise<void>((resolve) => page.once('did-finish-load', () => resolve()));
    const started = performance.now();
    if (end === 'killed') process.kill(page.getOSProcessId(), 'SIGKILL');
    else page.executeJavaScript('for (;;);').catch(() => undefined);
    await loaded;
    for (;;) {
      const drawn: unknown = await page.executeJavaScript(
        `document.querySelector('button, .statement') && [document.body.innerText, document.documentElement.outerHTML + [...document.querySelectorAll('input')].map((field) => field.value).join()]`,
      );
      if (Array.isArray(drawn))
        return { afterMs: performance.now() - started, words: String(drawn[0]), html: String(drawn[1]) };
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }, how);

/** The test's own driver has lost a page that was killed: what is asked goes through the main process. */
const inOurPage = (terminal: Terminal, script: string): Promise<unknown> =>
  terminal.app.evaluate(({ webContents }, code): Promise<unknown> => {
    const page = webContents.getAllWebContents().find((contents) => contents.getURL().startsWith('kiosk:'));
    return page?.executeJavaScript(code) ?? Promise.resolve(null);
  }, script);

/** Touches a button, and again until what follows is there, as a visitor would. */
const touch = async (terminal: Terminal, button: string, follows: string): Promise<void> => {
  const press = (label: string): Promise<unknown> =>
    inOurPage(
      terminal,
      `[...document.querySelectorAll('button')].find((one) => one.innerText.includes(${JSON.stringify(label)}))?.click()`,
    );
  await press(button);
  await expect(async () => {
    if ((await inOurPage(terminal, `document.body.innerText.includes(${JSON.stringify(follows)})`)) === true) return;
    await press(button);
    throw new Error(`${follows} is not there yet.`);
  }).toPass({ intervals: [150], timeout: 15_000 });
};

const told: string[] = [];
const tell = (what: string, { afterMs }: { readonly afterMs: number }): void => {
  told.push(`${what} ${Math.round(afterMs)} ms`);
  expect(afterMs, what).toBeLessThan(USABLE_WITHIN_MS);
};

test('our page is killed in any state of a visit: it is drawn where it was, or the terminal begins anew', async ({
  launch,
  gate,
  eventsOf,
}) => {
  const isUnknown = (drawn: Drawn): void => expect(drawn.html).not.toContain(NAME);

  await test.step('before the meeting', async () => {
    const terminal = await launch({ environment: SUPERVISED, machine: { times: { joinCancelSeconds: 0 } } });
    const visitor = terminal.as('de');
    const { texts } = visitor;
    await visitor.begin();
    await visitor.chooseRoom(ROOM.de);
    await visitor.acceptTerms();
    await visitor.typeName(NAME);
    const name = await drawnAgain(terminal, 'killed');
    expect(name.words).toContain(texts.name.heading);
    isUnknown(name);
    tell('name', name);
    gate.mode = 'silent';
    gate.only = '/join';
    await touch(terminal, texts.name.guest.split(' {{')[0] ?? '', texts.name.join);
    await touch(terminal, texts.name.join, texts.joining.cancel);
    const joining = await drawnAgain(terminal, 'killed');
    expect(joining.words).toContain(texts.joining.cancel);
    tell('joining', joining);
    await touch(terminal, texts.joining.cancel, texts.name.heading);
    gate.mode = 'open';
    await touch(terminal, texts.action.back, texts.terms.heading);
    const terms = await drawnAgain(terminal, 'killed');
    expect(terms.words).toContain(texts.terms.heading);
    tell('terms', terms);
    const ended = once(terminal.app.process(), 'exit');
    // Once too often in ten minutes.
    await drawnAgain(terminal, 'killed').catch(() => undefined);
    expect((await ended)[0]).toBe(EXIT_RESTART);
  });

  await test.step('in the meeting and after it', async () => {
    const terminal = await launch({ environment: SUPERVISED });
    const { texts } = terminal.as('de');
    await terminal.as('de').seesAttract();
    await expect
      .poll(async () => (await eventsOf('stadtfenster.terminal.restarting')).map(({ data }) => data.reason))
      .toEqual(['page-broken']);
    expect((await eventsOf('stadtfenster.terminal.problem')).map(({ data }) => data.code)).toEqual(
      Array.from({ length: 4 }, () => 'renderer-gone'),
    );
    const meeting = await enterMeeting(terminal, { name: NAME });
    const during = await drawnAgain(terminal, 'killed');
    expect(during.words).toContain(texts.meeting.leave);
    isUnknown(during);
    tell('meeting', during);
    // The meeting goes on meanwhile.
    await expect(meeting.locator('[data-test="userListItemCurrent"]')).toContainText(NAME);
    await touch(terminal, texts.meeting.leave, texts.leave.heading);
    await touch(terminal, texts.leave.leave, texts.goodbye.heading);
    const goodbye = await drawnAgain(terminal, 'killed');
    expect(goodbye.words).toContain(texts.goodbye.heading);
    isUnknown(goodbye);
    tell('goodbye', goodbye);
    await touch(terminal, texts.goodbye.finish, texts.attract.begin);
    const attract = await drawnAgain(terminal, 'killed');
    expect(attract.words).toContain(texts.attract.begin);
    isUnknown(attract);
    tell('attract', attract);
    const receipts = (await eventsOf('stadtfenster.visit.wiped')).flatMap(({ data }) => data.receipt.items);
    expect(receipts.filter(({ result }) => result === 'failed')).toEqual([]);
    await terminal.close();
  });
  test.info().annotations.push({ type: 'usable again', description: told.join(', ') });
});

test('our page hangs, and what draws dies: both are noticed, and the terminal is usable again', async ({
  launch,
  eventsOf,
}) => {
  const problems = async () => (await eventsOf('stadtfenster.terminal.problem')).map(({ data }) => data.code);
  const restarts = async () => (await eventsOf('stadtfenster.terminal.restarting')).map(({ data }) => data.reason);
  const drawerOf = ({ pid }: Terminal): number | undefined =>
    processesOf(pid).find(({ kind }) => kind === 'gpu-process')?.pid;

  await test.step('it hangs', async () => {
    const terminal = await launch({ machine: { times: { aliveSeconds: 0.3 } } });
    const visitor = terminal.as('de');
    await visitor.begin();
    await visitor.chooseRoom(ROOM.de);
    await visitor.sees(visitor.texts.terms.heading);
    const drawn = await drawnAgain(terminal, 'hung');
    expect(drawn.words).toContain(visitor.texts.terms.heading);
    await expect.poll(problems).toEqual(['renderer-hung', 'renderer-gone']);
    await terminal.close();
  });

  await test.step('what draws dies', async () => {
    const terminal = await launch({ environment: SUPERVISED });
    await terminal.as('de').seesAttract();
    const ended = once(terminal.app.process(), 'exit').then(([code]) => ({ code: Number(code) }));
    const hasEnded = ended.then(() => true);
    let deaths = 0;
    // The third time in five minutes the graphics card is given up; before that, if nothing is drawn any more.
    while (deaths < 3 && terminal.app.process().exitCode === null) {
      await expect.poll(() => drawerOf(terminal) ?? 0).toBeGreaterThan(0);
      const drawer = drawerOf(terminal) ?? 0;
      process.kill(drawer, 'SIGKILL');
      deaths += 1;
      while (drawerOf(terminal) === drawer || drawerOf(terminal) === undefined)
        if (await Promise.race([hasEnded, pass(20, false)])) break;
    }
    expect((await ended).code).toBe(EXIT_RESTART);
    const next = await launch({ environment: SUPERVISED });
    await next.as('de').seesAttract();
    await expect.poll(restarts).toEqual(['drawing-broken']);
    expect((await problems()).slice(2)).toEqual(Array.from({ length: deaths }, () => 'gpu-gone'));
    await next.close();
  });
});
