import { app, type WebContents } from 'electron';
import { FIRST_VISIT_KEY } from '../../contract/snapshot.ts';
import type { Bridge } from '../stage/bridge.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { startHeartbeat } from './heartbeat.ts';
import { restartWhenQuiet } from './quiet-restart.ts';

export interface Wellness {
  /** Whether our page was alive when it was last looked at. */
  readonly isHealthy: () => boolean;
}

const KIBIBYTE = 1024;

/** Physical memory of all our processes, in bytes; what two of them share counts twice. */
const memoryInUse = (): number =>
  app.getAppMetrics().reduce((sum, { memory }) => sum + memory.workingSetSize * KIBIBYTE, 0);

const hourIn = (timeZone: string, moment: number): number =>
  Number(new Intl.DateTimeFormat('en-GB', { hour: '2-digit', hourCycle: 'h23', timeZone }).format(moment));

/** Looks after a terminal that runs: whether its page lives, and whether it should begin anew while nobody is there. */
export const keepWell = (terminal: Terminal, page: WebContents, bridge: Bridge): Wellness => {
  const heartbeat = startHeartbeat({
    ask: () => bridge.askAlive(heartbeat.answered),
    hung: () => {
      terminal.record('stadtfenster.terminal.problem', { code: 'renderer-hung' });
      // A page that is gone already has not come back.
      if (page.isCrashed()) page.reload();
      else page.forcefullyCrashRenderer();
    },
    roundMs: () => terminal.times().aliveSeconds * 1000,
  });
  const stopLooking = restartWhenQuiet({
    now: () => performance.now(),
    isQuiet: () => !terminal.isVisited(),
    visits: () => terminal.snapshot().visitKey - FIRST_VISIT_KEY,
    memory: memoryInUse,
    hour: () => {
      const { timeZone, clockOffset } = terminal.snapshot();
      return hourIn(timeZone, Date.now() + clockOffset);
    },
    restart: (reason) => void terminal.restart(reason),
  });
  app.once('will-quit', () => {
    heartbeat.stop();
    stopLooking();
  });
  return { isHealthy: heartbeat.isHealthy };
};
