import type { CityEvent } from '../../../../contract/events.ts';
import type { PatientSpool } from '../../../../main/report/patient-spool.ts';

/** Does what the spool on the disk does, as long as the test lasts. */
export type SpoolInMemory = Pick<PatientSpool, 'add' | 'oldest' | 'remove' | 'setAside' | 'count' | 'nextSequence'> & {
  readonly dead: readonly CityEvent[];
};

export const spoolInMemory = (): SpoolInMemory => {
  let events: CityEvent[] = [];
  const dead: CityEvent[] = [];
  let sequence = 0;
  const without = (gone: readonly CityEvent[]): CityEvent[] => {
    const ids = new Set(gone.map(({ id }) => id));
    return events.filter(({ id }) => !ids.has(id));
  };
  return {
    dead,
    add: (event) => {
      events.push(event);
      return Promise.resolve(true);
    },
    oldest: (count) => Promise.resolve(events.slice(0, count)),
    remove: (gone) => {
      events = without(gone);
      return Promise.resolve();
    },
    setAside: (event) => {
      events = without([event]);
      dead.push(event);
      return Promise.resolve();
    },
    count: () => ({ waiting: events.length, bytes: 0, deadLetters: dead.length }),
    nextSequence: () => {
      sequence += 1;
      return sequence;
    },
  };
};
