import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

type Collector = (options: { type: 'major'; execution: 'sync'; flavor: 'last-resort' }) => void;
const isCollector = (value: unknown): value is Collector => typeof value === 'function';

/**
 * A terminal waits most of its life: room for short-lived objects that would be claimed once is never given back.
 * To be called before there is much of a heap.
 */
export const claimLittleMemory = (): void => setFlagsFromString('--semi-space-growth-factor=1');

/**
 * Gives back to the system what only starting needed (3 MiB of 12), in a pause of some 20 ms. V8 does so by itself only
 * after a next allocation, which a terminal at rest does not make. Its collector is reachable through a flag that
 * holds for new contexts only (v8/src/extensions/gc-extension.cc); the meeting's processes never see it.
 */
export const giveBackMemory = (): void => {
  setFlagsFromString('--expose-gc');
  const collector: unknown = runInNewContext('globalThis.gc');
  setFlagsFromString('--no-expose-gc');
  if (!isCollector(collector)) return;
  // In a turn of its own: making the context above takes long enough for a debugger to ask something, and an answer
  // whose promise has not yet run does not survive the collection.
  setTimeout(() => collector({ type: 'major', execution: 'sync', flavor: 'last-resort' }));
};
