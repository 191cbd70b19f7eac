/** A clock that is moved by hand. Waits end in their order, each at its own moment. */
export interface HandClock {
  /** Milliseconds since 1970. */
  now(): number;
  setTimeout(work: (...args: unknown[]) => void, milliseconds: number): number;
  clearTimeout(id: unknown): void;
  /** How many waits are under way. */
  waits(): number;
  /** Lets time pass, and what follows from each moment happen before the next one comes. */
  pass(milliseconds: number): Promise<void>;
}

/** Lets everything happen that needs no time: promises that are settled call back. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A Wednesday at 17:00 in Berlin. */
export const START = Date.UTC(2026, 10, 18, 16, 0, 0);

export const handClock = (start = START): HandClock => {
  const waits = new Map<number, { readonly at: number; readonly work: () => void }>();
  let now = start;
  let lastId = 0;

  const takeNext = (until: number): { readonly at: number; readonly work: () => void } | undefined => {
    const [next] = [...waits].filter(([, { at }]) => at <= until).sort(([, one], [, other]) => one.at - other.at);
    if (next === undefined) return undefined;
    waits.delete(next[0]);
    return next[1];
  };

  return {
    now: () => now,
    setTimeout: (work, milliseconds) => {
      lastId += 1;
      waits.set(lastId, { at: now + milliseconds, work });
      return lastId;
    },
    clearTimeout: (id) => {
      if (typeof id === 'number') waits.delete(id);
    },
    waits: () => waits.size,
    pass: async (milliseconds) => {
      const until = now + milliseconds;
      await settle();
      for (let next = takeNext(until); next !== undefined; next = takeNext(until)) {
        now = next.at;
        next.work();
        await settle();
      }
      now = until;
    },
  };
};
