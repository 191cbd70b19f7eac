import { type CityEvent, EVENT_BATCH_MAX } from '../../contract/events.ts';
import type { ClientAnswer } from './terminal-client.ts';

export interface OutboxPorts {
  readonly send: (events: readonly CityEvent[]) => Promise<ClientAnswer>;
  /** Ends when the time is over, or with the fleet. */
  readonly pause: (milliseconds: number) => Promise<void>;
  readonly isOver: () => boolean;
  /** The city has it for good. */
  readonly taken: (entry: OutboxEntry) => void;
}

/** An event that waits for the city. */
export interface OutboxEntry {
  readonly event: CityEvent;
  /** When it was told, milliseconds since 1970; null for what was told while the city was away. */
  readonly toldAt: number | null;
}

/** What an invented terminal has told and not delivered yet. */
export interface Outbox {
  /** Takes events down, and begins to deliver unless that is under way. */
  readonly add: (events: readonly CityEvent[], toldAt: number | null) => void;
  /** Since when the oldest new event waits, milliseconds since 1970; null when none does. */
  readonly waitsSince: () => number | null;
  readonly size: () => number;
  /** When what is under way has come to its end. */
  readonly settled: () => Promise<void>;
}

/** As a terminal waits after a failure: random, up to a bound that grows ("full jitter"). */
const BACKOFF_MS = { first: 2_000, most: 15 * 60_000 } as const;

const TAKEN = 202;

/** Delivers as a terminal does: the oldest first, in batches, each until it is taken. */
export const createOutbox = ({ send, pause, isOver, taken }: OutboxPorts): Outbox => {
  const waiting: OutboxEntry[] = [];
  let underWay: Promise<void> | null = null;

  const drain = async (): Promise<void> => {
    let failures = 0;
    while (waiting.length > 0 && !isOver()) {
      const batch = waiting.slice(0, EVENT_BATCH_MAX);
      const { status, retryAfterSeconds } = await send(batch.map(({ event }) => event));
      if (status === TAKEN) {
        waiting.splice(0, batch.length);
        for (const entry of batch) taken(entry);
        failures = 0;
      } else {
        const bound = Math.min(BACKOFF_MS.most, BACKOFF_MS.first * 2 ** failures);
        failures += 1;
        await pause((retryAfterSeconds ?? 0) * 1000 + Math.random() * bound);
      }
    }
    underWay = null;
  };

  return {
    add: (events, toldAt) => {
      if (events.length === 0) return;
      waiting.push(...events.map((event) => ({ event, toldAt })));
      underWay ??= drain();
    },
    waitsSince: () => waiting.find(({ toldAt }) => toldAt !== null)?.toldAt ?? null,
    size: () => waiting.length,
    settled: () => underWay ?? Promise.resolve(),
  };
};
