import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createEventIntake } from '../../../city/events/event-intake.ts';
import { createFleet } from '../../../city/fleet/fleet.ts';
import { citySeedSchema } from '../../../city/seed/city-seed.ts';
import { importSeed } from '../../../city/seed/import-seed.ts';
import type { Store } from '../../../city/store/open-store.ts';
import { cityEventSchema } from '../../../contract/events.ts';
import { seatTerminals } from '../../seat-terminals.ts';
import { openTestStore, SEED, START, STARTING_MS } from './city-for-test.ts';

let store: Store;

beforeAll(async () => {
  store = await openTestStore();
}, STARTING_MS);
afterAll(() => store.close());

const started = (terminal: string, version: string) =>
  cityEventSchema.parse({
    ...{ specversion: '1.0', id: uuidv7(), source: `/terminals/${terminal}`, sequence: 1 },
    ...{ time: new Date(START).toISOString(), type: 'stadtfenster.terminal.started' },
    data: { version, electron: '45.4.1', chromium: '140.0', sandboxed: true },
  });

it('is the one of the import while it names one, else the newest that a terminal runs', async () => {
  const wanted = async () => (await createFleet(store.db, () => START).list()).wanted.version;
  const bring = (version: string | null) => importSeed(store.db, citySeedSchema.parse({ ...SEED, version }), START);
  await bring(null);
  await seatTerminals(store.db, ['bib-1', 'bib-2'], START);
  expect(await wanted()).toBeNull();
  for (const [terminal, version] of [
    ['bib-1', '1.9.2'],
    ['bib-2', '1.10.0'],
  ] as const) {
    await createEventIntake(store.db, () => START)([started(terminal, version)]);
  }
  expect(await wanted()).toBe('1.10.0');
  await bring('1.9.2');
  expect(await wanted()).toBe('1.9.2');
  await bring(null);
  expect(await wanted()).toBe('1.10.0');
  expect(citySeedSchema.safeParse({ version: 'newest' }).success).toBe(false);
});
