import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prepareInsert } from '../../../city/events/event-store.ts';
import { followNewest } from '../../../city/fleet/newest-events.ts';
import type { Store } from '../../../city/store/open-store.ts';
import { cityEventSchema } from '../../../contract/events.ts';
import { openTestStore, START, STARTING_MS } from './city-for-test.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let store: Store;
beforeAll(async () => {
  store = await openTestStore();
}, STARTING_MS);
afterAll(() => store.close());

const VISIT = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff';

/** What a terminal tells, at the moment at which it is received. */
const tell = (terminal: string, sequence: number, type: string, at: number, data: object = { visit: VISIT }) => {
  const time = new Date(at).toISOString();
  const head = { specversion: '1.0', id: uuidv7(), source: `/terminals/${terminal}`, time, sequence };
  return prepareInsert(store.db)([cityEventSchema.parse({ ...head, type: `stadtfenster.${type}`, data })], at);
};

describe('what is newest of each terminal', () => {
  it('is found once, however long ago, and then followed: what is older by its number comes too late', async () => {
    let now = START;
    const read = followNewest(store.db, () => now);
    const sequences = async (...terminals: string[]) => {
      const newest = await read(terminals.map((terminal) => `/terminals/${terminal}`));
      return terminals.map((terminal) =>
        Object.fromEntries(
          (newest.get(`/terminals/${terminal}`) ?? []).map(({ type, sequence }) => [
            type.replace('stadtfenster.', ''),
            sequence,
          ]),
        ),
      );
    };
    await tell('old', 1, 'visit.started', START - 900 * HOUR);
    await tell('new', 1, 'terminal.lock-incomplete', START - 40 * HOUR, { gaps: ['swap-on'] });
    for (let sequence = 2; sequence < 32; sequence += 1) await tell('new', sequence, 'visit.started', START - HOUR);
    expect(await sequences('old', 'new', 'silent')).toEqual([
      { 'visit.started': 1 },
      { 'terminal.lock-incomplete': 1, 'visit.started': 31 },
      {},
    ]);

    now += MINUTE;
    await tell('silent', 7, 'visit.started', now);
    await tell('new', 30, 'visit.ended', now, { visit: VISIT, outcome: 'left', step: 'name', durationMs: 1 });
    await tell('new', 5, 'visit.started', now);
    expect(await sequences('new', 'silent')).toEqual([
      { 'terminal.lock-incomplete': 1, 'visit.started': 31, 'visit.ended': 30 },
      { 'visit.started': 7 },
    ]);

    // By a process whose clock is behind.
    await tell('silent', 8, 'visit.started', now - 20_000);
    expect(await sequences('silent')).toEqual([{ 'visit.started': 8 }]);
    // Registered meanwhile, and heard of before.
    await tell('late', 1, 'visit.started', START - 900 * HOUR);
    expect(await sequences('late', 'old')).toEqual([{ 'visit.started': 1 }, { 'visit.started': 1 }]);
  });
});
