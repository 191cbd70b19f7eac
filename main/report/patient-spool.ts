import type { CityEvent, EventData } from '../../contract/events.ts';
import { countByKind, SPOOL_MAX_BYTES, tooMuch, tooOld, waitingOf, type Waiting } from './drop-order.ts';
import type { NumberFile } from './number-file.ts';
import type { Spool } from './spool.ts';

type Dropped = EventData<'stadtfenster.spool.dropped'>;

export interface PatientSpoolPorts {
  readonly open: () => Promise<Spool>;
  readonly numbers: NumberFile;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Runs `work` after `milliseconds`; returns the way to call it off. */
  readonly after: (milliseconds: number, work: () => void) => () => void;
  /** The disk took nothing; told once until it takes something again. */
  readonly unwritable: () => void;
  /** There is something again that can be delivered. */
  readonly recovered: () => void;
}

/** A spool that goes on without its disk, and goes back to it. */
export interface PatientSpool {
  /** @returns whether the event is on the disk; otherwise it waits in memory for the disk or the city */
  add(event: CityEvent): Promise<boolean>;
  oldest(count: number): Promise<readonly CityEvent[]>;
  remove(events: readonly CityEvent[]): Promise<void>;
  setAside(event: CityEvent): Promise<void>;
  count(): { readonly waiting: number; readonly bytes: number; readonly deadLetters: number };
  /** When the oldest event happened, milliseconds since 1970; null when none waits. */
  oldestAt(): number | null;
  /** Gives up what is too old for a city that is away. @returns what went, null when nothing did */
  dropOld(): Promise<Dropped | null>;
  /** Gives up what is too much. @returns what went, null when nothing did */
  dropSurplus(): Promise<Dropped | null>;
  nextSequence(): number;
  close(): Promise<void>;
}

/** Enough for a day of visits without a disk; beyond it the oldest go, so that a full disk does not become full memory. */
const HELD_MAX = 2_000;

/**
 * The number beside a spool that cannot be opened may be as old as what a power cut takes from a disk (30 s): more
 * events than were recorded in that time.
 */
const NUMBERS_LEFT_OUT = 1_000;

/** A full disk is tried again so often: somebody may have made room on it. */
const RETRY_MS = 10_000;

/**
 * Keeps events in a spool on the disk, and in memory while the disk takes none: the visit matters more than its
 * report. What was recorded while a write is under way is written together with the next.
 */
export const createPatientSpool = async (ports: PatientSpoolPorts): Promise<PatientSpool> => {
  let disk: Spool | null = null;
  let held: CityEvent[] = [];
  /** What was given up in memory, and has not been told yet. */
  let shed: Waiting[] = [];
  let sequence = 0;
  let callOff: (() => void) | null = null;
  let isTold = false;
  let isClosed = false;

  const open = async (): Promise<void> => {
    disk = await ports.open();
    ports.numbers.takePlace();
    sequence = Math.max(sequence, ports.numbers.read(), disk.nextSequence() - 1);
    // The city may have events of another machine of this name: the time in milliseconds is above every count.
    if (sequence === 0) sequence = ports.now();
  };

  const stopWaiting = (): void => {
    callOff?.();
    callOff = null;
  };

  const retry = (): void => {
    callOff = null;
    void flush().then((isWritten) => {
      if (isWritten) ports.recovered();
    });
  };

  /** A log that could not be written may be torn: the spool is opened anew before anything is added to it. */
  const giveUpDisk = async (): Promise<void> => {
    const broken = disk;
    disk = null;
    await broken?.close().catch(() => undefined);
    if (isClosed) return;
    callOff ??= ports.after(RETRY_MS, retry);
    if (!isTold) ports.unwritable();
    isTold = true;
  };

  const write = async (): Promise<boolean> => {
    if (isClosed || callOff !== null) return false;
    // What comes while this is written is not in it.
    const events = [...held];
    try {
      if (disk === null) await open();
      if (events.length > 0) await disk?.add(events);
    } catch {
      await giveUpDisk();
      return false;
    }
    ports.numbers.keep(sequence, false);
    const written = new Set(events);
    held = held.filter((event) => !written.has(event));
    isTold = false;
    return true;
  };

  let underWay: Promise<boolean> = Promise.resolve(true);
  let next: Promise<boolean> | null = null;
  /** The write that begins after now: those of all who ask meanwhile are one. */
  const flush = (): Promise<boolean> =>
    (next ??= underWay.then(() => {
      next = null;
      underWay = write();
      return underWay;
    }));

  /** Does to the disk what is to be done; a disk that fails is given up for now. */
  const onDisk = async <T>(otherwise: T, work: (spool: Spool) => Promise<T>): Promise<T> => {
    if (disk === null) return otherwise;
    try {
      return await work(disk);
    } catch (error) {
      await giveUpDisk();
      throw error;
    }
  };

  const takeFromHeld = (events: readonly { readonly sequence: number }[]): void => {
    const gone = new Set(events.map((event) => event.sequence));
    held = held.filter((event) => !gone.has(event.sequence));
  };

  let isDropping = false;
  const drop = async (reason: Dropped['reason'], choose: () => readonly Waiting[]): Promise<Dropped | null> => {
    if (isDropping) return null;
    isDropping = true;
    try {
      const events = choose();
      if (events.length === 0) return null;
      await onDisk(undefined, (spool) => spool.remove(events));
      return { reason, dropped: countByKind(events) };
    } finally {
      isDropping = false;
    }
  };

  await open().catch(async () => {
    const last = ports.numbers.read();
    sequence = last > 0 ? last + NUMBERS_LEFT_OUT : ports.now();
    await giveUpDisk();
  });

  return {
    add: async (event) => {
      held.push(event);
      if (callOff !== null && held.length > HELD_MAX)
        shed.push(...held.splice(0, held.length - HELD_MAX).map((gone) => waitingOf(gone, 0)));
      return flush();
    },
    oldest: async (count) => {
      if (disk !== null) return onDisk([], (spool) => spool.oldest(count));
      const events = held.slice(0, count);
      const last = events.at(-1);
      if (last !== undefined) ports.numbers.keep(last.sequence, true);
      return events;
    },
    remove: async (events) => {
      takeFromHeld(events);
      await onDisk(undefined, (spool) => spool.remove(events));
    },
    setAside: async (event) => {
      takeFromHeld([event]);
      await onDisk(undefined, (spool) => spool.setAside(event));
    },
    count: () => {
      const { waiting, bytes, deadLetters } = disk?.count() ?? { waiting: 0, bytes: 0, deadLetters: 0 };
      return { waiting: waiting + held.length, bytes, deadLetters };
    },
    oldestAt: () => {
      const [first] = disk?.waiting(1) ?? [];
      return first?.at ?? (held[0] === undefined ? null : Date.parse(held[0].time));
    },
    dropOld: () => drop('age', () => tooOld(disk?.waiting() ?? [], ports.now())),
    dropSurplus: async () => {
      if (callOff === null && shed.length > 0) {
        const dropped = countByKind(shed);
        shed = [];
        return { reason: 'size', dropped };
      }
      if ((disk?.count().bytes ?? 0) <= SPOOL_MAX_BYTES) return null;
      return drop('size', () => tooMuch(disk?.waiting() ?? []));
    },
    nextSequence: () => {
      sequence += 1;
      return sequence;
    },
    close: async () => {
      stopWaiting();
      await flush();
      isClosed = true;
      stopWaiting();
      await disk?.close();
      disk = null;
    },
  };
};
