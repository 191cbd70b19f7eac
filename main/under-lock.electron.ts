import path from 'node:path';
import { app } from 'electron';
import { beforeRelaunch } from './health/relaunch.ts';
import { findLockGaps } from './health/self-check.ts';
import { noteRun } from './health/sudden-end.ts';
import { ownSurroundings } from './health/surroundings.ts';
import { systemdNotify } from './health/systemd-notify.ts';
import { keepWatchdog, readSupervisor } from './health/watchdog.ts';
import { createRootHelper } from './machine/ask-root.ts';
import { keepSystemTimeZone } from './machine/system-time-zone.ts';
import type { Terminal } from './terminal/terminal.ts';

const every = (milliseconds: number, work: () => void): void => void setInterval(work, milliseconds);

/**
 * Connects the terminal with the system that locks it in: tells the city what of the lock is missing and how the run
 * before ended, and the supervisor, where there is one, that all is well.
 * @param folder of everything that lasts
 * @param isHealthy whether a visitor could use the screen now
 */
export const standUnderLock = (terminal: Terminal, folder: string, isHealthy: () => boolean): void => {
  const run = noteRun(path.join(folder, 'state', 'running'));
  if (run.afterSuddenEnd) terminal.record('stadtfenster.terminal.problem', { code: 'ended-suddenly' });
  // Before the report is closed, which may take longer than whoever ends us waits.
  app.once('will-quit', run.ended);
  beforeRelaunch(run.ended);
  const gaps = findLockGaps(ownSurroundings());
  if (gaps.length > 0) terminal.record('stadtfenster.terminal.lock-incomplete', { gaps: [...gaps] });
  const supervisor = readSupervisor(process.env);
  if (supervisor === null) return;
  keepWatchdog({ supervisor, isHealthy, notify: systemdNotify, every });
  keepSystemTimeZone({
    wanted: () => terminal.snapshot().timeZone,
    present: () => new Intl.DateTimeFormat().resolvedOptions().timeZone,
    root: createRootHelper(),
    every,
  });
};
