import type { CityEvent, EventData, EventType } from '../../contract/events.ts';
import { startDelivery, type DeliverPorts } from './deliver.ts';
import { createRecord } from './record.ts';
import { openSpool } from './spool.ts';

export interface ReportOptions {
  readonly folder: string;
  readonly terminal: string;
  readonly now: () => number;
  readonly send: DeliverPorts['send'];
  readonly random: () => number;
}

export interface Report {
  /**
   * Takes down one fact and delivers it when the city can be reached; facts keep their order.
   * @returns whether it is on the disk, once that is known; never rejects
   */
  record<T extends EventType>(type: T, data: EventData<T>): Promise<boolean>;
  /** How many facts the city does not have yet. */
  waiting(): Promise<number>;
  /** Waits until everything recorded so far is on the disk, then stops. */
  close(): Promise<void>;
}

const after = (milliseconds: number, work: () => void): (() => void) => {
  const timer = setTimeout(work, milliseconds);
  return () => clearTimeout(timer);
};

/**
 * record -> spool -> deliver. Without a spool (disk full, folder not writable) facts go to the city from
 * memory as long as the process lives: the visit matters more than its report.
 * @param unwritable called once if the spool cannot be opened
 */
export const startReport = async (options: ReportOptions, unwritable: () => void): Promise<Report> => {
  const spool = await openSpool(options.folder).catch(async () => {
    unwritable();
    const { openMemorySpool } = await import('./memory-spool.ts');
    return openMemorySpool();
  });
  const delivery = startDelivery({
    spool,
    send: (events: readonly CityEvent[]) => options.send(events),
    random: options.random,
    after,
    dropped: (count) => void report.record('stadtfenster.terminal.problem', { code: 'events-dropped', amount: count }),
  });
  const record = createRecord({
    terminal: options.terminal,
    spool,
    now: options.now,
    recorded: () => delivery.nudge(),
  });
  let last: Promise<unknown> = Promise.resolve();
  const report: Report = {
    record: (type, data) => {
      // One after the other: the sequence on the disk is the order in which things happened.
      const recorded = last
        .then(() => record(type, data))
        .then(
          () => true,
          () => false,
        );
      last = recorded;
      return recorded;
    },
    waiting: () => spool.count(),
    close: async () => {
      await last;
      await delivery.stop();
      await spool.close();
    },
  };
  delivery.nudge();
  return report;
};
