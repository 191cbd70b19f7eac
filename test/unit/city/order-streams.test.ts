import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { addCommand } from '../../../city/orders/command-store.ts';
import { holdOrderStreams, type OrderStreams } from '../../../city/orders/order-streams.ts';
import { createOwnWake } from '../../../city/store/wake.ts';
import { openStore, type Store } from '../../../city/store/open-store.ts';
import { seatTerminals } from '../../seat-terminals.ts';
import { START, STARTING_MS } from './city-for-test.ts';

const QUARTER_OF_AN_HOUR_MS = 15 * 60_000;

let store: Store;
let streams: OrderStreams;
const wake = createOwnWake();

beforeAll(async () => {
  store = await openStore(null);
  await seatTerminals(store.db, ['bib-1', 'bib-2'], START);
}, STARTING_MS);
afterAll(() => store.close());
beforeEach(() => {
  // Only what pings: the store has timers of its own.
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  streams = holdOrderStreams(store.db, { now: () => START, wake, random: () => 0.999 });
  return () => {
    streams.close();
    vi.useRealTimers();
  };
});

/** A terminal's end of a stream, as the city sees it. */
const open = (terminal: string, after = START) => {
  const seen: { readonly written: string[]; ended: number } = { written: [], ended: 0 };
  const closed = streams.open(terminal, after, {
    write: (text) => void seen.written.push(text),
    end: () => {
      seen.ended += 1;
    },
  });
  return { seen, closed };
};

const give = async (): Promise<void> => {
  const order = { audience: { all: true }, command: { act: 'identify' }, validSeconds: 60, by: 'it' } as const;
  await addCommand(store.db, order, START + 1);
  await wake.tell('orders');
};

describe('streams that are held open', () => {
  it('are kept alive, and end within a quarter of an hour, when the token is asked for anew', () => {
    const { seen } = open('bib-1');
    vi.advanceTimersByTime(60_000);
    expect([seen.written, seen.ended]).toEqual([[':\n\n', ':\n\n', ':\n\n', ':\n\n'], 0]);
    vi.advanceTimersByTime(QUARTER_OF_AN_HOUR_MS);
    expect(seen.ended).toBeGreaterThan(0);
  });

  it('that are closed get nothing any more, and one that is opened anew ends the one before', async () => {
    const [first, other] = [open('bib-1'), open('bib-2')];
    other.closed();
    const second = open('bib-1');
    // The late news of the first one's end is not the second one's.
    first.closed();
    await give();
    await vi.waitUntil(() => second.seen.written.length > 0);
    expect([first.seen, other.seen.written]).toEqual([{ written: [], ended: 1 }, []]);
    expect(second.seen.written[0]).toMatch(/^id: \d+\ndata: \{/);
  });

  it('that come at once are each given what they lack', async () => {
    await give();
    const first = open('bib-1');
    await vi.waitUntil(() => first.seen.written.length > 0);
    const version = Number(/^id: (\d+)/.exec(first.seen.written.at(-1) ?? '')?.[1]);
    const [behind, ahead] = [open('bib-1', version - 1), open('bib-2', version)];
    await give();
    await vi.waitUntil(() => behind.seen.written.length > 1);
    expect([behind.seen.written.length, ahead.seen.written.length]).toEqual([2, 1]);
  });

  it('end when the store fails, so that the terminals come again', async () => {
    const { seen } = open('bib-1');
    const select = vi.spyOn(store.db, 'select').mockImplementation(() => {
      throw new Error('The store is away.');
    });
    await wake.tell('orders');
    await vi.waitUntil(() => seen.ended > 0);
    select.mockRestore();
    await give();
    await vi.waitUntil(() => seen.written.length > 0);
  });

  it('end with the city', () => {
    const { seen } = open('bib-1');
    streams.close();
    expect(seen.ended).toBe(1);
  });
});
