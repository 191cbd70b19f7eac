import { ClassicLevel } from 'classic-level';
import { cityEventSchema, type CityEvent } from '../../contract/events.ts';

/** The terminal's durable store of events that the city does not have yet. */
export interface Spool {
  /** Resolves when the event is on the disk, not only with the operating system. */
  add(event: CityEvent): Promise<void>;
  /** The oldest events, at most `count`, in the order they happened. */
  oldest(count: number): Promise<readonly CityEvent[]>;
  remove(events: readonly CityEvent[]): Promise<void>;
  /** How many events wait. */
  count(): Promise<number>;
  /** The number of the next event: one more than any that was ever added. */
  nextSequence(): number;
  close(): Promise<void>;
}

const KEY_DIGITS = 16;
const EVENT_PREFIX = 'event:';
/** The range of their keys. */
const EVENTS = { gt: EVENT_PREFIX, lt: `${EVENT_PREFIX}~` };
const LAST_SEQUENCE = 'last-sequence';

const keyOf = (sequence: number): string => EVENT_PREFIX + String(sequence).padStart(KEY_DIGITS, '0');

/** What stands in one entry; null if it cannot be read as an event. */
const readEvent = (value: string): CityEvent | null => {
  try {
    return cityEventSchema.parse(JSON.parse(value));
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
const openLevel = async (folder: string): Promise<ClassicLevel> => {
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

/**
 * Opens the spool in `folder`. LevelDB writes each change to a log with checksums before it answers, so a
 * power cut loses at most what was not confirmed, and a torn last record is dropped at the next start.
 * @throws when the folder cannot be written or another process has it open
 */
export const openSpool = async (folder: string): Promise<Spool> => {
  const level = await openLevel(folder);
  let sequence = Number((await level.get(LAST_SEQUENCE)) ?? 0);

  return {
    add: async (event) => {
      sequence = Math.max(sequence, event.sequence);
      await level.batch(
        [
          { type: 'put', key: keyOf(event.sequence), value: JSON.stringify(event) },
          { type: 'put', key: LAST_SEQUENCE, value: String(sequence) },
        ],
        { sync: true },
      );
    },
    oldest: async (count) => {
      const events: CityEvent[] = [];
      const unreadable: string[] = [];
      for await (const [key, value] of level.iterator(EVENTS)) {
        const event = readEvent(value);
        // Written by another version whose events this one no longer knows: it would block all that follow.
        if (event === null) unreadable.push(key);
        else if (events.push(event) === count) break;
      }
      if (unreadable.length > 0) await level.batch(unreadable.map((key) => ({ type: 'del', key })));
      return events;
    },
    remove: async (events) => {
      await level.batch(events.map((event) => ({ type: 'del', key: keyOf(event.sequence) })));
    },
    count: async () => (await level.keys(EVENTS).all()).length,
    nextSequence: () => {
      sequence += 1;
      return sequence;
    },
    close: () => level.close(),
  };
};
