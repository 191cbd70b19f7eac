import { setMaxListeners } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { type CityEvent, EVENT_BATCH_MAX } from '../../contract/events.ts';
import type { EnrolledTerminal } from './enrol-terminal.ts';
import { inventEvents } from './invented-events.ts';
import { createTerminalClient, type TerminalClient } from './terminal-client.ts';

export interface FleetOptions {
  readonly city: URL;
  readonly terminals: readonly EnrolledTerminal[];
  /** Events that each has not delivered yet: one for each minute that it was alone. */
  readonly backlog: number;
  /** Over so many seconds they come, by chance: terminals do not all come back at once. */
  readonly comeWithinSeconds: number;
  /** Ends it. */
  readonly stop: AbortSignal;
}

/** What a fleet has seen so far. */
export interface FleetCount {
  readonly came: number;
  readonly taken: number;
  /** Invented and not taken yet. */
  readonly waiting: number;
  /** Answers by HTTP status; 0 is none. */
  readonly answers: ReadonlyMap<number, number>;
  /** The longest that a new event of a terminal without a backlog took until it was taken, in milliseconds. */
  readonly slowestNewMs: number;
}

/** A terminal tells something each minute, and asks for the rooms as often. */
const EVERY_MS = 60_000;
/** As a terminal waits after a failure: random, up to a bound that grows ("full jitter"). */
const BACKOFF_BASE_MS = 2_000;
const BACKOFF_CAP_MS = 15 * 60_000;

const TAKEN = 202;

/**
 * Invented terminals that speak to a city endpoint as real ones do, each over its own line: they come, ask for
 * configuration and rooms, deliver what they have in batches, oldest first, and then something each minute.
 * @returns what they have seen so far, and the end of it all
 */
export const startFleet = ({ city, terminals, backlog, comeWithinSeconds, stop }: FleetOptions) => {
  // Each terminal waits for the end.
  setMaxListeners(0, stop);
  const answers = new Map<number, number>();
  let came = 0;
  let taken = 0;
  let waiting = 0;
  let slowestNewMs = 0;

  const isOver = (): boolean => stop.aborted;

  const pause = (milliseconds: number): Promise<unknown> =>
    wait(milliseconds, undefined, { signal: stop }).catch(() => undefined);

  const counted = async <T extends { readonly status: number }>(asked: Promise<T>): Promise<T> => {
    const answer = await asked;
    if (!isOver()) answers.set(answer.status, (answers.get(answer.status) ?? 0) + 1);
    return answer;
  };

  const deliver = async (client: TerminalClient, events: CityEvent[]): Promise<void> => {
    let failures = 0;
    while (events.length > 0 && !isOver()) {
      const batch = events.slice(0, EVENT_BATCH_MAX);
      const { status, retryAfterSeconds } = await counted(client.report(batch));
      if (status === TAKEN) {
        events.splice(0, batch.length);
        taken += batch.length;
        waiting -= batch.length;
        failures = 0;
      } else {
        const bound = Math.min(BACKOFF_CAP_MS, BACKOFF_BASE_MS * 2 ** failures);
        failures += 1;
        await pause(retryAfterSeconds === null ? Math.random() * bound : retryAfterSeconds * 1000);
      }
    }
  };

  const live = async ({ terminal, token }: EnrolledTerminal): Promise<void> => {
    const client = createTerminalClient(city, token);
    const invent = inventEvents(terminal);
    await pause(Math.random() * comeWithinSeconds * 1000);
    const now = Date.now();
    const events = Array.from({ length: backlog }, (_, minute) => invent(now - (backlog - minute) * EVERY_MS));
    waiting += events.length;
    await counted(client.configuration());
    came += 1;
    await deliver(client, events);
    // Not all in the same second of a minute.
    await pause(Math.random() * EVERY_MS);
    while (!isOver()) {
      const made = Date.now();
      waiting += 1;
      await deliver(client, [invent(made)]);
      if (!isOver()) slowestNewMs = Math.max(slowestNewMs, Date.now() - made);
      await counted(client.rooms());
      await pause(EVERY_MS - (Date.now() - made));
    }
    client.close();
  };

  const ended = Promise.all(terminals.map(live));
  return {
    count: (): FleetCount => ({ came, taken, waiting, answers: new Map(answers), slowestNewMs }),
    ended,
  };
};
