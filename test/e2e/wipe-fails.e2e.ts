import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { EXIT_RESTART } from '../../main/health/exit-codes.ts';
import { terminalStateSchema } from '../../main/terminal/state.ts';
import { cutOffTexts } from './cut-off.ts';
import { expect, test, type Terminal } from './fixtures.ts';
import { inLooks } from './looks.ts';
import { expectReadable, overflow } from './readable.ts';
import { enterMeeting } from './steps.ts';

/** Under a supervisor, which here is the test: it starts the terminal again itself. */
const SUPERVISED = { NOTIFY_SOCKET: '/nonexistent' };

/** Long enough to look at the screen that says so. */
const RESTART = { times: { restartSeconds: 6 } };

/** Chromium cannot renew the device ids any more. */
const breakWipe = (terminal: Terminal): Promise<void> =>
  terminal.app.evaluate(({ session }) => {
    session.fromPartition('meeting').clearStorageData = () => Promise.reject(new Error('disk on fire'));
  });

/** Everything is said to be cleared, and nothing is. */
const pretendToClear = (terminal: Terminal): Promise<void> =>
  terminal.app.evaluate(({ clipboard, session }) => {
    const partition = session.fromPartition('meeting');
    const pretend = (): Promise<void> => Promise.resolve();
    for (const name of ['clearData', 'clearStorageData', 'clearCache'] as const) partition[name] = pretend;
    void clipboard.writeText('Ada Lovelace');
    clipboard.clear = () => undefined;
  });

const looksWell = async ({ screens }: Terminal, screen: string): Promise<void> => {
  await expectReadable(screens, screen);
  for (const contrast of ['light', 'dark'] as const)
    await inLooks(screens, { textSize: 200, contrast }, async () => {
      expect(await cutOffTexts(screens), screen).toEqual([]);
      expect(await overflow(screens), screen).toBe(0);
    });
};

test('a wipe that fails starts the terminal anew; one that fails again blocks it; a good one is a fresh start', async ({
  launch,
  profile,
  eventsOf,
}) => {
  const isMarked = (): boolean =>
    terminalStateSchema.parse(JSON.parse(readFileSync(path.join(profile, 'state', 'state.json'), 'utf8'))).wipeFailed;

  await test.step('the first time', async () => {
    const terminal = await launch({ machine: RESTART, environment: SUPERVISED });
    const visitor = terminal.as('de');
    await enterMeeting(terminal);
    await breakWipe(terminal);
    const ended = once(terminal.app.process(), 'exit');
    await visitor.leave();
    await visitor.sees(visitor.texts.restarting.heading);
    await looksWell(terminal, 'restarting');
    expect((await ended)[0]).toBe(EXIT_RESTART);
    expect(isMarked()).toBe(true);
  });

  await test.step('the second time', async () => {
    const terminal = await launch({ environment: SUPERVISED });
    const visitor = terminal.as('de');
    await visitor.seesAttract();
    // What was recorded before the end was on the disk.
    await expect
      .poll(async () => (await eventsOf('stadtfenster.terminal.restarting')).map(({ data }) => data.reason))
      .toEqual(['wipe-failed']);
    const [wiped] = await eventsOf('stadtfenster.visit.wiped');
    expect(wiped?.data.receipt.items).toContainEqual({ item: 'device-ids', result: 'failed' });
    const meeting = await enterMeeting(terminal);
    await meeting.evaluate(async () => (await caches.open('left-behind')).put('/who', new Response('me')));
    await pretendToClear(terminal);
    await visitor.leave();
    await visitor.sees(visitor.texts.blocked.heading);
    await terminal.screens.keyboard.press('Escape');
    await terminal.screens.mouse.click(640, 400);
    await visitor.sees(visitor.texts.blocked.heading);
    await looksWell(terminal, 'blocked');
    await expect
      .poll(async () => (await eventsOf('stadtfenster.visit.failed')).map(({ data }) => data.code))
      .toEqual(['wipe-failed', 'wipe-failed']);
    // Nobody's word is taken for it.
    const receipt = (await eventsOf('stadtfenster.visit.wiped')).at(-1)?.data.receipt;
    expect(receipt?.items.filter(({ result }) => result === 'failed').map(({ item }) => item)).toEqual(
      expect.arrayContaining(['cookies', 'storage', 'http-cache', 'clipboard']),
    );
    expect(await eventsOf('stadtfenster.terminal.restarting')).toHaveLength(1);
    await terminal.close();
  });

  await test.step('a good one', async () => {
    const terminal = await launch({ environment: SUPERVISED });
    const visitor = terminal.as('de');
    await enterMeeting(terminal);
    await visitor.leave();
    await visitor.sees(visitor.texts.goodbye.heading);
    await visitor.finish();
    await visitor.seesAttract();
    expect(isMarked()).toBe(false);
  });
});
