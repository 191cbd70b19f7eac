import { expect, test } from './fixtures.ts';

test('a terminal that is switched off says so, and how it was', async ({ terminal, eventsOf }) => {
  await terminal.as('de').begin();
  await terminal.close();
  await expect.poll(async () => (await eventsOf('stadtfenster.terminal.heartbeat')).length).toBe(1);
  const [heartbeat] = await eventsOf('stadtfenster.terminal.heartbeat');
  expect(heartbeat?.data).toMatchObject({
    doing: 'off',
    screens: [{ width: 1280, height: 800 }],
    clockAheadSeconds: 0,
    spool: { dropped: 0, deadLetters: 0 },
  });
  expect(heartbeat?.data.memoryPercent).toBeGreaterThan(0);
  expect(heartbeat?.data.diskPercent).toBeGreaterThanOrEqual(0);
});
