import { ClassicLevel, type BatchOperation } from 'classic-level';
import { cityEventSchema, type CityEvent } from '../../contract/events.ts';
import { waitingOf, type Waiting } from './drop-order.ts';
import { WaitingList } from './waiting-list.ts';

/** The terminal's durable store of events that the city does not have yet. */
export interface Spool {
  /** Resolves when the events are on the disk, not only with the operating system. */
  add(events: readonly CityEvent[]): Promise<void>;
  /** The oldest events, at most `count`, in the order they happened. */
  oldest(count: number): Promise<readonly CityEvent[]>;
  remove(events: readonly { readonly sequence: number }[]): Promise<void>;
  /** Takes an event out of the way that the city will never take, and keeps it for whoever looks into it. */
  setAside(event: CityEvent): Promise<void>;
  /** What was set aside, as it was written, the oldest first. */
  deadLetters(): Promise<readonly string[]>;
  /** What waits, in its order: all, or the oldest, at most `count`. */
  waiting(count?: number): readonly Waiting[];
  count(): { readonly waiting: number; readonly bytes: number; readonly deadLetters: number };
  /** The number of the next event: one more than any that was ever added. */
  nextSequence(): number;
  close(): Promise<void>;
}

type Level = ClassicLevel;
type Change = BatchOperation<Level, string, string>;

const KEY_DIGITS = 16;
const EVENT_PREFIX = 'event:';
const DEAD_PREFIX = 'dead:';
/** The ranges of their keys. */
const EVENTS = { gt: EVENT_PREFIX, lt: `${EVENT_PREFIX}~` };
const DEAD = { gt: DEAD_PREFIX, lt: `${DEAD_PREFIX}~` };
const LAST_SEQUENCE = 'last-sequence';

/** So many are kept of what the city will not take; the oldest go. */
const DEAD_LETTERS_MAX = 100;
/** So many entries are read at once when the spool is opened: between them others have their turn. */
const READ_AT_ONCE = 500;

const digitsOf = (sequence: number): string => String(sequence).padStart(KEY_DIGITS, '0');
const keyOf = (sequence: number): string => EVENT_PREFIX + digitsOf(sequence);
const deadKeyOf = (key: string): string => DEAD_PREFIX + key.slice(EVENT_PREFIX.length);

/** What stands in one entry; null if it cannot be read as an event. */
const readEvent = (value: string | undefined): CityEvent | null => {
  try {
    return cityEventSchema.parse(JSON.parse(value ?? ''));
  } catch {
    return null;
  }
};

const isCorruption = (error: unknown): boolean =>
  error instanceof Error &&
  error.cause instanceof Error &&
  'code' in error.cause &&
  error.cause.code === 'LEVEL_CORRUPTION';

/** LevelDB refuses a folder whose own index broke (a power cut, a bad block); its repair finds the entries again. */
const openLevel = async (folder: string): Promise<Level> => {
  const level = new ClassicLevel(folder, { keyEncoding: 'utf8', valueEncoding: 'utf8' });
  try {
    await level.open();
  } catch (error) {
    if (!isCorruption(error)) throw error;
    await ClassicLevel.repair(folder);
    await level.open();
  }
  return level;
};

interface Contents {
  readonly list: WaitingList;
  readonly dead: string[];
  readonly lastSequence: number;
  /** Keys of entries that are no events. */
  readonly unreadable: readonly string[];
}

const readAll = async (level: Level): Promise<Contents> => {
  const list = new WaitingList();
  const unreadable: string[] = [];
  let lastSequence = Number((await level.get(LAST_SEQUENCE)) ?? 0);
  const entries = level.iterator(EVENTS);
  try {
    for (let some = await entries.nextv(READ_AT_ONCE); some.length > 0; some = await entries.nextv(READ_AT_ONCE)) {
      for (const [key, value] of some) {
        const event = readEvent(value);
        if (event === null) {
          unreadable.push(key);
          continue;
        }
        list.add(waitingOf(event, key.length + value.length));
        lastSequence = Math.max(lastSequence, event.sequence);
      }
    }
  } finally {
    await entries.close();
  }
  return { list, dead: await level.keys(DEAD).all(), lastSequence, unreadable };
};

/**
 * Opens the spool in `folder`. LevelDB writes each change to a log with checksums before it answers, so a
 * power cut loses at most what was not confirmed, and a torn last record is dropped at the next start.
 * After a write that failed the log may be torn in its middle, where what follows would be lost with it: the spool
 * is of no use then but to be closed, and opened anew.
 * @throws when the folder cannot be written or another process has it open
 */
export const openSpool = async (folder: string): Promise<Spool> => {
  const level = await openLevel(folder);
  const { list, dead, lastSequence, unreadable } = await readAll(level);
  let sequence = lastSequence;

  /** Makes dead letters of entries; they push out the oldest ones. */
  const bury = async (keys: readonly string[]): Promise<void> => {
    const values = await level.getMany([...keys]);
    // What was given up meanwhile is gone.
    const letters = keys.flatMap((key, place) => {
      const value = values[place];
      return value === undefined ? [] : [{ key: deadKeyOf(key), value }];
    });
    const gone = [...dead, ...letters.map(({ key }) => key)].slice(0, -DEAD_LETTERS_MAX);
    const changes: Change[] = [
      ...keys.map((key): Change => ({ type: 'del', key })),
      ...letters.map((letter): Change => ({ type: 'put', ...letter })),
      ...gone.map((key): Change => ({ type: 'del', key })),
    ];
    await level.batch(changes, { sync: true });
    dead.push(...letters.map(({ key }) => key));
    dead.splice(0, gone.length);
  };

  try {
    // Written by another version whose events this one no longer knows: it would block all that follow.
    if (unreadable.length > 0) await bury(unreadable);
  } catch (error) {
    await level.close();
    throw error;
  }

  return {
    add: async (events) => {
      const entries = events.map((event) => ({ event, key: keyOf(event.sequence), value: JSON.stringify(event) }));
      sequence = Math.max(sequence, ...events.map((event) => event.sequence));
      await level.batch(
        [
          ...entries.map(({ key, value }): Change => ({ type: 'put', key, value })),
          { type: 'put', key: LAST_SEQUENCE, value: String(sequence) },
        ],
        { sync: true },
      );
      for (const { event, key, value } of entries) list.add(waitingOf(event, key.length + value.length));
    },
    oldest: async (count) => {
      for (;;) {
        const first = list.first(count);
        const values = await level.getMany(first.map((event) => keyOf(event.sequence)));
        const events = values.flatMap((value) => readEvent(value) ?? []);
        const known = new Set(events.map((event) => event.sequence));
        const lost = first.filter((event) => !known.has(event.sequence));
        // A bad block of the disk would hold up all that follow.
        if (lost.length > 0) await bury(lost.map((event) => keyOf(event.sequence)));
        for (const event of lost) list.remove(event.sequence);
        if (events.length > 0 || lost.length === 0) return events;
      }
    },
    remove: async (events) => {
      await level.batch(events.map((event) => ({ type: 'del', key: keyOf(event.sequence) })));
      for (const event of events) list.remove(event.sequence);
    },
    setAside: async (event) => {
      await bury([keyOf(event.sequence)]);
      list.remove(event.sequence);
    },
    deadLetters: () => level.values(DEAD).all(),
    waiting: (count = Number.POSITIVE_INFINITY) => list.first(count),
    count: () => ({ waiting: list.count, bytes: list.bytes, deadLetters: dead.length }),
    nextSequence: () => {
      sequence += 1;
      return sequence;
    },
    close: () => level.close(),
  };
};
