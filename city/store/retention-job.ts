import type { Database } from './open-store.ts';
import { forget, type Forgotten, type KeepDays } from './retention.ts';

const EVERY_MS = 60 * 60_000;

interface RetentionParts {
  readonly db: Database;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly days: KeepDays;
  /** Told what was forgotten, in numbers. */
  readonly forgotten: (counts: Forgotten) => void;
  /** Told that it did not work; it is tried again an hour later. */
  readonly failed: (error: unknown) => void;
}

/**
 * Forgets at once and then every hour.
 * @returns ends it, after what is under way
 */
export const startForgetting = ({ db, now, days, forgotten, failed }: RetentionParts): (() => Promise<void>) => {
  let underWay: Promise<void> = Promise.resolve();
  const work = (): void => {
    underWay = forget(db, now(), days).then(forgotten, failed);
  };
  const timer = setInterval(work, EVERY_MS);
  timer.unref();
  work();
  return async () => {
    clearInterval(timer);
    await underWay;
  };
};
