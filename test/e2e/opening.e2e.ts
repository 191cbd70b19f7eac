import { expect, test } from './fixtures.ts';
import { expectReadable } from './readable.ts';

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];

test('outside the opening hours the terminal says when it opens, and nobody can begin', async ({ launch }) => {
  // Every day, and closed by exception on those around today wherever in the day the test runs.
  const exceptions = Array.from({ length: 3 }, (_, offset) => ({
    date: new Date(Date.now() + (offset - 1) * 24 * 60 * 60 * 1000).toISOString().slice(0, 10),
    open: [],
  }));
  const weekly = EVERY_DAY.map((weekday) => ({ weekday, from: '10:00', to: '18:00' }));
  const terminal = await launch({ machine: { openingHours: { weekly, exceptions } } });
  const { texts, sees } = terminal.as('de');
  await sees(texts.closed.heading);
  await expect(terminal.screens.getByText('10:00 Uhr')).toBeVisible();
  await expect(terminal.screens.getByText(terminal.as('en').texts.closed.heading)).toBeVisible();
  await expect(terminal.screens.getByRole('button')).toHaveCount(0);
  await expectReadable(terminal.screens, 'closed');
  // As a finger or a key that is not led by what is drawn.
  await terminal.screens.evaluate(() => {
    const send: unknown = Reflect.get(Reflect.get(window, 'terminal'), 'send');
    if (typeof send === 'function') Reflect.apply(send, undefined, [{ type: 'begin' }]);
  });
  await terminal.screens.keyboard.press('Enter');
  await sees(texts.closed.heading);
});
