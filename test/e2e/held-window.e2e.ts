import { expect, test, type Terminal } from './fixtures.ts';

/** Where the window is, and whether it is as it has to be. */
const placeOf = (terminal: Terminal) =>
  terminal.app.evaluate(({ BaseWindow, screen }) => {
    const [window] = BaseWindow.getAllWindows();
    const { bounds } = screen.getPrimaryDisplay();
    return {
      isThere: window !== undefined && !window.isDestroyed() && window.isVisible() && !window.isMinimized(),
      fills: JSON.stringify(window?.getBounds()) === JSON.stringify(bounds),
    };
  });

const IN_PLACE = { isThere: true, fills: true };

test('the window comes back from whatever is done to it, and what is not ours is dropped by the bridge', async ({
  terminal,
  eventsOf,
}) => {
  const visitor = terminal.as('de');
  await visitor.seesAttract();
  await expect.poll(() => placeOf(terminal)).toEqual(IN_PLACE);

  for (const act of ['close', 'minimize', 'hide', 'move', 'shrink'] as const) {
    await test.step(act, async () => {
      await terminal.app.evaluate(({ BaseWindow }, act) => {
        const [window] = BaseWindow.getAllWindows();
        if (act === 'close') window?.close();
        else if (act === 'minimize') window?.minimize();
        else if (act === 'hide') window?.hide();
        else if (act === 'move') window?.setPosition(200, 100);
        else window?.setBounds({ x: 10, y: 10, width: 300, height: 200 });
      }, act);
      await expect.poll(() => placeOf(terminal)).toEqual(IN_PLACE);
    });
  }

  await test.step('messages that are none', async () => {
    await terminal.screens.evaluate(() => {
      // As a script would that had found its way into our page: the bridge's own types do not bind it.
      const send: unknown = Reflect.get(Reflect.get(window, 'terminal'), 'send');
      if (typeof send !== 'function') throw new Error('There is no bridge.');
      const messages: unknown[] = [
        null,
        'begin',
        { type: 'open-everything' },
        { type: 'begin', more: true },
        { type: 'choose-room', room: '../../etc/passwd' },
        { type: 'enter-code', code: 'x'.repeat(100_000) },
        { type: 'join', name: 'x'.repeat(5_000_000), part: 'listen' },
        JSON.parse('{"type":"pollute","__proto__":{"polluted":true}}'),
        { constructor: { prototype: { polluted: true } }, type: 'set-locale', locale: 'de' },
        { type: 'press-key', key: { toString: 'x' } },
        [{ type: 'begin' }],
      ];
      for (const message of messages) Reflect.apply(send, undefined, [message]);
    });
    const polluted = await terminal.app.evaluate(() => Reflect.has({}, 'polluted'));
    expect(polluted).toBe(false);
    // None of them moved the visit.
    await visitor.seesAttract();
  });

  await visitor.begin();
  await visitor.touch(visitor.texts.action.end);
  await visitor.seesAttract();
  await expect.poll(async () => (await eventsOf('stadtfenster.terminal.refused')).length).toBeGreaterThan(0);
  const [first] = await eventsOf('stadtfenster.terminal.refused');
  expect(first?.data.refusals['window']).toBeGreaterThanOrEqual(5);
  expect(first?.data.refusals['bridge']).toBeGreaterThanOrEqual(9);
});
