import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prepareInsert } from '../../../city/events/event-store.ts';
import { firstIdAt } from '../../../city/events/first-id.ts';
import { readToldLayers } from '../../../city/fleet/told-layers.ts';
import type { Store } from '../../../city/store/open-store.ts';
import { cityEventSchema } from '../../../contract/events.ts';
import { openTestStore, START, STARTING_MS } from './city-for-test.ts';

const HOUR = 3_600_000;

let store: Store;
beforeAll(async () => {
  store = await openTestStore();
}, STARTING_MS);
afterAll(() => store.close());

const OF_THE_CITY = [{ field: 'texts', layers: ['city'] }];
const OF_THE_MACHINE = [{ field: 'texts', layers: ['machine'] }];

/** What a terminal tells by its own clock, at the moment at which it is received. */
const tell = (terminal: string, sequence: number, layers: object, clock: number, receivedAt: number) => {
  const id = `${firstIdAt(clock)}000-8000-000000000000`;
  const head = { specversion: '1.0', id, source: `/terminals/${terminal}`, time: new Date(clock).toISOString() };
  const event = { ...head, type: 'stadtfenster.configuration.taken', sequence, data: { version: 1, layers } };
  return prepareInsert(store.db)([cityEventSchema.parse(event)], receivedAt);
};

const readNow = (terminal: string) => readToldLayers(store.db, terminal, START);

describe('the layers that a terminal has told', () => {
  it('are none while it has told none', async () => {
    await tell('another', 1, OF_THE_CITY, START, START);
    expect(await readNow('silent')).toEqual([]);
  });

  it('are found however long it is silent', async () => {
    await tell('old', 1, OF_THE_CITY, START - 900 * HOUR, START - 900 * HOUR);
    expect(await readNow('old')).toEqual(OF_THE_CITY);
  });

  it('are those of the highest number: what was told offline comes late', async () => {
    await tell('late', 8, OF_THE_MACHINE, START - 2 * HOUR, START);
    await tell('late', 5, OF_THE_CITY, START - 30 * HOUR, START);
    expect(await readNow('late')).toEqual(OF_THE_MACHINE);
  });

  it('are so even when it started with the wrong time', async () => {
    await tell('wrong-clock', 3, OF_THE_CITY, START - HOUR, START - HOUR);
    await tell('wrong-clock', 4, OF_THE_MACHINE, Date.UTC(2020, 0), START);
    expect(await readNow('wrong-clock')).toEqual(OF_THE_MACHINE);
  });
});
