/** Waiting that ends early when everything does. */
export interface Sleepers {
  /** @returns when the time is over, or all are woken */
  readonly pause: (milliseconds: number) => Promise<void>;
}

/**
 * Lets thousands wait for one signal: each listener of a signal costs more the more there are of them, as it is looked
 * for among the others, so all of these have one.
 * @param stop wakes all of them, and lets nobody sleep any more
 */
export const createSleepers = (stop: AbortSignal): Sleepers => {
  const wakeUps = new Set<() => void>();
  stop.addEventListener('abort', () => {
    for (const wakeUp of wakeUps) wakeUp();
  });
  return {
    pause: (milliseconds) =>
      new Promise((resolve) => {
        if (stop.aborted) {
          resolve();
          return;
        }
        const wakeUp = (): void => {
          clearTimeout(timer);
          wakeUps.delete(wakeUp);
          resolve();
        };
        const timer = setTimeout(wakeUp, milliseconds);
        wakeUps.add(wakeUp);
      }),
  };
};
