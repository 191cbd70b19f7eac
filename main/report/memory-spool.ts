import type { CityEvent } from '../../contract/events.ts';
import type { Spool } from './spool.ts';

/** Enough for a day of visits; beyond it the oldest go, so that a full disk does not become full memory. */
const LIMIT = 2_000;

/** Stands in while the disk cannot be written: what it holds is gone with the process. */
export const openMemorySpool = (): Spool => {
  const events: CityEvent[] = [];
  let sequence = 0;
  return {
    add: (event) => {
      events.push(event);
      if (events.length > LIMIT) events.shift();
      return Promise.resolve();
    },
    oldest: (count) => Promise.resolve(events.slice(0, count)),
    remove: (gone) => {
      const ids = new Set(gone.map(({ id }) => id));
      for (let index = events.length - 1; index >= 0; index -= 1) {
        if (ids.has(events[index]?.id ?? '')) events.splice(index, 1);
      }
      return Promise.resolve();
    },
    count: () => Promise.resolve(events.length),
    nextSequence: () => {
      sequence += 1;
      return sequence;
    },
    close: () => Promise.resolve(),
  };
};
