import { readFileSync } from 'node:fs';
import { app } from 'electron';
import { waitUntil } from './wipe-item.ts';

/** The letter for the state of a process, after its name in brackets (proc(5)); empty where there is none to be read. */
const stateOf = (pid: number): string => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.charAt(stat.lastIndexOf(')') + 2);
  } catch {
    return '';
  }
};

/** What has ended holds no memory; Chromium may leave it in the list for two seconds more. */
const ENDED = new Set(['Z', 'X']);

const isProcessGone = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return ENDED.has(stateOf(pid));
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
