import type { EventData, EventType } from '../../contract/events.ts';
import { startDelivery, type DeliverPorts } from './deliver.ts';
import { openNumberFile } from './number-file.ts';
import { createPatientSpool } from './patient-spool.ts';
import { createRecord } from './record.ts';
import { openSpool } from './spool.ts';

export interface ReportOptions extends Pick<DeliverPorts, 'send' | 'batchMax' | 'random'> {
  readonly folder: string;
  readonly terminal: string;
  /** The city's time, milliseconds since 1970. */
  readonly now: () => number;
  /** Runs `work` after `milliseconds`; returns the way to call it off. */
  readonly after: DeliverPorts['after'];
}

/** What a terminal tells of its own spool. */
export interface SpoolFacts {
  readonly waiting: number;
  readonly bytes: number;
  /** When the oldest event that waits happened, milliseconds since 1970; null when none does. */
  readonly oldestAt: number | null;
  /** Given up since the start. */
  readonly dropped: number;
  readonly deadLetters: number;
}

export interface Report {
  /**
   * Takes down one fact and delivers it when the city can be reached; facts keep their order.
   * @returns whether it is on the disk. Without a disk it goes to the city from memory as long as the process lives;
   * what must not be told is never taken down.
   */
  record<T extends EventType>(type: T, data: EventData<T>): Promise<boolean>;
  /** How many facts the city does not have yet. */
  waiting(): number;
  facts(): SpoolFacts;
  /** Whether the city was away when something was last brought to it. */
  isAway(): boolean;
  /** Where or how to deliver has changed. */
  readdress(): void;
  /** Waits until everything recorded so far is on the disk, then stops. */
  close(): Promise<void>;
}

/** How long the end of a terminal waits for the city: the last thing it hears shall be the farewell. */
const FAREWELL_MS = 1_000;

/**
 * record -> spool -> deliver. Without a spool (disk full, folder not writable) facts go to the city from
 * memory as long as the process lives: the visit matters more than its report.
 * @param unwritable called when the disk begins to take nothing
 */
export const startReport = async (options: ReportOptions, unwritable: () => void): Promise<Report> => {
  const spool = await createPatientSpool({
    open: () => openSpool(options.folder),
    numbers: openNumberFile(options.folder),
    now: options.now,
    after: options.after,
    unwritable,
    recovered: () => delivery.nudge(),
  });
  let dropped = 0;
  const limit = async (drop: 'dropOld' | 'dropSurplus'): Promise<void> => {
    const given = await spool[drop]().catch(() => null);
    if (given === null) return;
    dropped += Object.values(given.dropped).reduce((sum, count) => sum + count, 0);
    await report.record('stadtfenster.spool.dropped', given);
  };
  const delivery = startDelivery({
    ...options,
    spool,
    refused: (count) => void report.record('stadtfenster.terminal.problem', { code: 'events-dropped', amount: count }),
    away: () => void limit('dropOld'),
  });
  const record = createRecord({
    terminal: options.terminal,
    spool,
    now: options.now,
    recorded: () => {
      void limit('dropSurplus');
      delivery.nudge();
    },
  });
  const underWay = new Set<Promise<boolean>>();
  const report: Report = {
    record: (type, data) => {
      const recorded = record(type, data).catch(() => false);
      underWay.add(recorded);
      void recorded.then(() => underWay.delete(recorded));
      return recorded;
    },
    waiting: () => spool.count().waiting,
    facts: () => ({ ...spool.count(), oldestAt: spool.oldestAt(), dropped }),
    isAway: delivery.isAway,
    readdress: delivery.beginAnew,
    close: async () => {
      await Promise.all(underWay);
      await delivery.stop(FAREWELL_MS);
      await spool.close();
    },
  };
  delivery.nudge();
  return report;
};
