import { setImmediate as nextTurn } from 'node:timers/promises';
import { type CityEvent, EVENT_BATCH_MAX } from '../../contract/events.ts';
import type { Database } from '../store/open-store.ts';
import { storeAwayCode } from '../store/server-problem.ts';
import { keyOf, prepareInsert } from './event-store.ts';

/** How a batch was taken. */
export interface Intake {
  readonly accepted: number;
  /** Already known by `source` and `id`: a resend, which changes nothing. */
  readonly duplicates: number;
}

/**
 * Takes a batch: all of it or nothing.
 * @returns once it is in the store for good
 */
export type TakeEvents = (batch: readonly CityEvent[]) => Promise<Intake>;

/**
 * Inserts under way at once: one is written to the disk while the next is prepared. More of them only when a whole one
 * waits: what is spread over many costs the database as many times what it does for each.
 */
const LANES = { few: 2, most: 4 } as const;
/** Events of one insert: some hundred kilobytes, some ten milliseconds. */
const INSERT_MAX = 1000;

interface Waiting {
  readonly batch: readonly CityEvent[];
  readonly resolve: (intake: Intake) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Counts what is new of a batch, and strikes it off: of two batches with the same event one has brought it.
 * @param taken what was new; null when all was
 */
const countNew = (batch: readonly CityEvent[], taken: Set<string> | null): Intake => {
  if (taken === null) return { accepted: batch.length, duplicates: 0 };
  const accepted = batch.filter((event) => taken.delete(keyOf(event))).length;
  return { accepted, duplicates: batch.length - accepted };
};

/**
 * Takes batches, and those that come while others are being written together: writing to the disk takes as long for one
 * as for many, so the more terminals deliver, the less each costs.
 * @param now milliseconds since 1970
 */
export const createEventIntake = (db: Database, now: () => number): TakeEvents => {
  const waiting: Waiting[] = [];
  const insert = prepareInsert(db);
  let lanes = 0;

  const takeAlone = async ({ batch, resolve, reject }: Waiting): Promise<void> => {
    try {
      resolve(countNew(batch, await insert(batch, now())));
    } catch (error) {
      reject(error);
    }
  };

  const takeTogether = async (group: readonly Waiting[]): Promise<void> => {
    // In one order, so that two processes that get the same events from a terminal do not wait for each other.
    const all = group
      .flatMap(({ batch }) => batch)
      .sort((one, other) => (one.source < other.source ? -1 : Number(one.source > other.source)));
    let taken: Set<string> | null;
    try {
      taken = await insert(all, now());
    } catch (error) {
      if (storeAwayCode(error) !== null) {
        for (const { reject } of group) reject(error);
        return;
      }
      // Nobody is refused for what another one has sent.
      for (const one of group) await takeAlone(one);
      return;
    }
    for (const { batch, resolve } of group) resolve(countNew(batch, taken));
  };

  const nextGroup = (): readonly Waiting[] => {
    let size = 0;
    const end = waiting.findIndex(({ batch }, index) => (size += batch.length) > INSERT_MAX && index > 0);
    return waiting.splice(0, end === -1 ? waiting.length : end);
  };

  const work = async (): Promise<void> => {
    lanes += 1;
    // What has arrived in this turn of the event loop goes together.
    await nextTurn();
    for (let group = nextGroup(); group.length > 0; group = nextGroup()) await takeTogether(group);
    lanes -= 1;
  };

  return (batch) =>
    new Promise((resolve, reject) => {
      waiting.push({ batch, resolve, reject });
      const isMuch = waiting.length * EVENT_BATCH_MAX > INSERT_MAX;
      if (lanes < (isMuch ? LANES.most : LANES.few)) void work();
    });
};
