import { app } from 'electron';
import { createFaultLimit } from './fault-limit.ts';

/**
 * Chromium ends the whole app ("GPU process isn't usable. Goodbye.") when the process that draws keeps dying
 * (github.com/electron/electron/issues/43278); a terminal gives up on the graphics card before that.
 */
const FAULTS_WITHIN_MS = 5 * 60_000;
const FAULTS_MAX = 3;

export interface GpuNews {
  /** The process that draws is gone; Chromium starts it again by itself. */
  readonly gone: () => void;
  /** It was gone too often. */
  readonly broken: () => void;
}

export const watchGpu = (news: GpuNews, now: () => number = () => performance.now()): void => {
  const faults = createFaultLimit(FAULTS_WITHIN_MS, now);
  app.on('child-process-gone', (_event, { type, reason }) => {
    if (type !== 'GPU' || reason === 'clean-exit') return;
    news.gone();
    if (faults.add() === FAULTS_MAX) news.broken();
  });
};
