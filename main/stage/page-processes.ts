import { app } from 'electron';
import { waitUntil } from './wipe-item.ts';

const isProcessGone = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return false;
  } catch {
    return true;
  }
};

/** The processes of pages other than our own: the meeting's, and those of its service workers. */
const foreignPageProcesses = (own: number): number[] =>
  app
    .getAppMetrics()
    .filter(({ type, pid }) => type === 'Tab' && pid !== own)
    .map(({ pid }) => pid);

/** Processes of closed pages end by themselves within milliseconds; one that does not is hung, or held. */
const ENDS_BY_ITSELF_MS = 40;

/**
 * Waits for the end of every page's process but our own, and ends those that stay.
 * @returns whether all of them are gone
 */
export const endForeignProcesses = async (own: number): Promise<boolean> => {
  const processes = foreignPageProcesses(own);
  const areGone = (): boolean => processes.every(isProcessGone);
  if (await waitUntil(areGone, ENDS_BY_ITSELF_MS)) return true;
  for (const pid of processes) if (!isProcessGone(pid)) process.kill(pid, 'SIGKILL');
  return waitUntil(areGone);
};

/** The processes in which Chromium may have a camera or a microphone open: pages themselves may not. */
export const devicesProcesses = (): number[] =>
  app
    .getAppMetrics()
    .filter(({ type }) => type === 'Browser' || type === 'Utility')
    .map(({ pid }) => pid);
