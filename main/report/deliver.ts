import type { CityEvent } from '../../contract/events.ts';
import { fullJitter } from '../link/full-jitter.ts';
import type { PatientSpool } from './patient-spool.ts';

/**
 * What became of events that were sent: the city has them, will never take them as they are, should be asked again
 * later (at the earliest after `waitMs`, if it said so), or wants no more of them at all.
 */
export type DeliveryAnswer = 'taken' | 'refused' | 'later' | 'gone' | { readonly waitMs: number };

export interface DeliverPorts {
  readonly spool: Pick<PatientSpool, 'oldest' | 'remove' | 'setAside' | 'count'>;
  readonly send: (events: readonly CityEvent[]) => Promise<DeliveryAnswer>;
  /** How many events go with one request. */
  readonly batchMax: () => number;
  /** Random number in [0, 1). */
  readonly random: () => number;
  /** Runs `work` after `milliseconds`; returns the way to call it off. */
  readonly after: (milliseconds: number, work: () => void) => () => void;
  /**
   * So many events that the city will never take were set aside. Told only after others were taken, so that
   * an event about it cannot itself be refused for ever.
   */
  readonly refused: (count: number) => void;
  /** The city was not there, or wanted nothing. */
  readonly away: () => void;
}

export interface Delivery {
  /** There may be something to deliver: start now unless a delivery or a wait is under way. */
  nudge(): void;
  /** Where or how to deliver has changed: what the old place said counts no more. */
  beginAnew(): void;
  /** Whether the city was away when it was last tried. */
  isAway(): boolean;
  /** Stops with the request that is under way, or, with patience, once nothing waits any more. */
  stop(patienceMs?: number): Promise<void>;
}

const BACKOFF_MS = { first: 2_000, most: 15 * 60_000 } as const;

/** After an outage, or the power cut of a whole city, terminals with so much to tell come one after the other. */
const BACKLOG = 100;
const SPREAD_MS = 60_000;

/**
 * Brings events to the city at least once; the city drops doubles by `source` and `id`. After a failure it waits
 * (see {@link fullJitter}), and never shorter than the city asked for (`Retry-After`).
 */
export const startDelivery = (ports: DeliverPorts): Delivery => {
  let underWay: Promise<void> | null = null;
  let callOff: (() => void) | null = null;
  let failures = 0;
  let stopped = false;
  let isGone = false;
  let asked = false;
  let refused = 0;
  let reachedCity = false;
  let isComingBack = true;

  /** Halves a batch that is refused until the event that the city will not take stands alone. */
  const handOver = async (events: readonly CityEvent[]): Promise<Exclude<DeliveryAnswer, 'refused'>> => {
    const answer = await ports.send(events);
    if (answer !== 'taken' && answer !== 'refused') return answer;
    reachedCity = answer === 'taken';
    if (answer === 'taken') {
      await ports.spool.remove(events);
      return 'taken';
    }
    const [event] = events;
    if (events.length === 1 && event !== undefined) {
      await ports.spool.setAside(event);
      refused += 1;
      return 'taken';
    }
    const middle = Math.ceil(events.length / 2);
    const first = await handOver(events.slice(0, middle));
    return first === 'taken' ? handOver(events.slice(middle)) : first;
  };

  const wait = (milliseconds: number): void => {
    if (stopped) return;
    callOff = ports.after(milliseconds, () => {
      callOff = null;
      nudge();
    });
  };

  const comeBackLater = (leastMs = 0): void => {
    isComingBack = true;
    // All who were asked to wait were asked for the same time.
    wait(leastMs + fullJitter(failures, BACKOFF_MS, ports.random()));
    failures += 1;
    ports.away();
  };

  const drain = async (): Promise<void> => {
    while (!stopped) {
      asked = false;
      const events = await ports.spool.oldest(ports.batchMax());
      if (events.length === 0) return;
      const answer = await handOver(events);
      if (answer === 'gone') {
        isGone = true;
        ports.away();
        return;
      }
      if (answer !== 'taken') {
        comeBackLater(answer === 'later' ? 0 : answer.waitMs);
        return;
      }
      failures = 0;
      if (refused > 0 && reachedCity) {
        ports.refused(refused);
        refused = 0;
      }
      if (isComingBack && ports.spool.count().waiting > BACKLOG) wait(ports.random() * SPREAD_MS);
      isComingBack = false;
      if (callOff !== null) return;
    }
  };

  const nudge = (): void => {
    asked = true;
    if (stopped || isGone || underWay !== null || callOff !== null) return;
    underWay = drain()
      // The disk under the spool: what cannot be read or removed now may be later, and is never lost by it.
      .catch(() => comeBackLater())
      .finally(() => {
        underWay = null;
        // Something was recorded after the spool had been seen empty.
        if (asked) nudge();
      });
  };

  return {
    nudge,
    beginAnew: () => {
      isGone = false;
      failures = 0;
      callOff?.();
      callOff = null;
      nudge();
    },
    isAway: () => isGone || failures > 0,
    stop: async (patienceMs = 0) => {
      if (underWay !== null && patienceMs > 0) {
        const giveUp = ports.after(patienceMs, () => {
          stopped = true;
        });
        await underWay;
        giveUp();
      }
      stopped = true;
      callOff?.();
      await underWay;
    },
  };
};
