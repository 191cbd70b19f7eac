import { EVENT_BATCH_MAX, type CityEvent } from '../../contract/events.ts';
import type { Spool } from './spool.ts';

export interface DeliverPorts {
  readonly spool: Spool;
  readonly send: (events: readonly CityEvent[]) => Promise<'taken' | 'refused' | 'later'>;
  /** Random number in [0, 1). */
  readonly random: () => number;
  /** Runs `work` after `milliseconds`; returns the way to call it off. */
  readonly after: (milliseconds: number, work: () => void) => () => void;
  /**
   * So many events that the city will never take were dropped. Told only after others were taken, so that
   * an event about it cannot itself be refused for ever.
   */
  readonly dropped: (count: number) => void;
}

export interface Delivery {
  /** There may be something to deliver: start now unless a delivery or a wait is under way. */
  nudge(): void;
  /** Stops after what is under way. */
  stop(): Promise<void>;
}

const BACKOFF_BASE_MS = 2_000;
const BACKOFF_CAP_MS = 15 * 60_000;

/**
 * Brings events to the city at least once; the city drops doubles by `source` and `id`. After a failure the
 * wait is random between 0 and an exponentially growing bound ("full jitter"), so that a fleet does not
 * come back all at once.
 */
export const startDelivery = (ports: DeliverPorts): Delivery => {
  let underWay: Promise<void> | null = null;
  let callOff: (() => void) | null = null;
  let failures = 0;
  let stopped = false;
  let asked = false;
  let dropped = 0;
  let reachedCity = false;

  /** Halves a batch that is refused until the event that the city will not take stands alone. */
  const handOver = async (events: readonly CityEvent[]): Promise<'taken' | 'later'> => {
    const answer = await ports.send(events);
    if (answer === 'later') return 'later';
    reachedCity = answer === 'taken';
    if (answer === 'taken') {
      await ports.spool.remove(events);
      return 'taken';
    }
    if (events.length === 1) {
      await ports.spool.remove(events);
      dropped += 1;
      return 'taken';
    }
    const middle = Math.ceil(events.length / 2);
    const first = await handOver(events.slice(0, middle));
    return first === 'later' ? first : handOver(events.slice(middle));
  };

  const comeBackLater = (): void => {
    if (stopped) return;
    const bound = Math.min(BACKOFF_CAP_MS, BACKOFF_BASE_MS * 2 ** failures);
    failures = Math.min(failures + 1, 16);
    callOff = ports.after(ports.random() * bound, () => {
      callOff = null;
      nudge();
    });
  };

  const drain = async (): Promise<void> => {
    while (!stopped) {
      asked = false;
      const events = await ports.spool.oldest(EVENT_BATCH_MAX);
      if (events.length === 0) return;
      if ((await handOver(events)) === 'later') {
        comeBackLater();
        return;
      }
      failures = 0;
      if (dropped > 0 && reachedCity) {
        ports.dropped(dropped);
        dropped = 0;
      }
    }
  };

  const nudge = (): void => {
    asked = true;
    if (stopped || underWay !== null || callOff !== null) return;
    underWay = drain()
      // The disk under the spool: what cannot be read or removed now may be later, and is never lost by it.
      .catch(comeBackLater)
      .finally(() => {
        underWay = null;
        // Something was recorded after the spool had been seen empty.
        if (asked) nudge();
      });
  };

  return {
    nudge,
    stop: async () => {
      stopped = true;
      callOff?.();
      await underWay;
    },
  };
};
