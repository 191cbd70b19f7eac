import { useSyncExternalStore } from 'react';

const EVERY_MS = 10_000;

let now = Date.now();
const changed = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

const watch = (one: () => void): (() => void) => {
  changed.add(one);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const each of changed) each();
  }, EVERY_MS);
  return () => {
    changed.delete(one);
    if (changed.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
};

/** Milliseconds since 1970, as precise as words like "3 minutes ago" need it; one clock for all rows. */
export const useNow = (): number => useSyncExternalStore(watch, () => now);
