import { z } from 'zod';
import { processesOf } from '../bench/process-tree.ts';
import { countSessions, takeInventory, type Inventory } from '../endurance/inventory.ts';
import { expect, test, type Terminal } from './fixtures.ts';
import { enterMeeting } from './steps.ts';

/** `npm run test:endurance -- visits` sets it, and has its progress told. */
const endurance = z.coerce.number().min(20).max(10_000).optional().parse(process.env['STADTFENSTER_VISITS']);
const VISITS = endurance ?? 8;

/** What the first visits load and compile stays, and is no growth. */
const WARM_UP = endurance === undefined ? 3 : 10;

/** Over 190 visits; a few of them show only what grows by whole pages. */
const GROWN_MAX_MIB = endurance === undefined ? 25 : 10;

/** Connections and files that Chromium opens and closes by itself at any time. */
const RESTLESS_FILES = 8;

/** What the page shows of the rooms comes and goes. */
const RESTLESS_NODES = 50;

const visit = async (terminal: Terminal): Promise<void> => {
  const visitor = terminal.as('de');
  await enterMeeting(terminal);
  await visitor.leave();
  await visitor.sees(visitor.texts.goodbye.heading);
  await visitor.finish();
  await visitor.seesAttract();
};

const tell = (terminal: Terminal, visits: number, inventory: Inventory): void => {
  if (endurance === undefined) return;
  const memory = processesOf(terminal.pid).map(({ kind, privateMemory }) => `${kind} ${privateMemory.toFixed(1)}`);
  const figures = Object.entries(inventory).map(([name, value]) => `${name} ${Number(value).toFixed(1)}`);
  process.stdout.write(
    `${new Date().toISOString().slice(11, 19)} after ${visits} visits: ${figures.join(', ')}; ${memory.join(', ')}\n`,
  );
};

test(`after ${VISITS} visits the terminal holds what it held after ${WARM_UP}`, async ({ terminal, eventsOf }) => {
  test.setTimeout(60_000 + VISITS * 8_000);
  await countSessions(terminal);
  let before: Inventory | null = null;
  for (let count = 1; count <= VISITS; count += 1) {
    await visit(terminal);
    if (count === WARM_UP) before = await takeInventory(terminal);
    if (count % 10 === 0) tell(terminal, count, await takeInventory(terminal));
  }
  const after = await takeInventory(terminal);
  tell(terminal, VISITS, after);
  const held = ({ sessions, pages, views, processes, listeners, timers }: Inventory) => ({
    ...{ sessions, pages, views },
    ...{ processes, listeners, timers },
  });
  if (before === null) throw new Error('There was no warm-up.');
  expect(held(after)).toEqual(held(before));
  expect(after).toMatchObject({ pages: 1, views: 1 });
  // The meeting's, and the one for the line to the city, which may have been made before.
  expect([1, 2]).toContain(after.sessions);
  expect(after.listeners).toBeGreaterThan(20);
  expect(after.files).toBeGreaterThan(20);
  expect(after.files - before.files).toBeLessThanOrEqual(RESTLESS_FILES);
  expect(after.nodes - before.nodes).toBeLessThanOrEqual(RESTLESS_NODES);
  expect(after.pageListeners - before.pageListeners).toBeLessThanOrEqual(RESTLESS_NODES);
  expect(after.memory).toBeGreaterThan(20);
  expect(after.memory - before.memory).toBeLessThanOrEqual(GROWN_MAX_MIB);

  const wiped = (await eventsOf('stadtfenster.visit.wiped')).map(({ data }) => data.receipt);
  expect(wiped.length).toBeGreaterThanOrEqual(2 * (VISITS - 1));
  expect(wiped.flatMap(({ items }) => items).filter(({ result }) => result === 'failed')).toEqual([]);
});
