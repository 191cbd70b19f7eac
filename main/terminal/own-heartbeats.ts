import type { Doing } from '../../contract/heartbeat.ts';
import { watchOwnVitals } from '../machine/own-vitals.ts';
import { assembleHeartbeat, doingOf, type HeartbeatParts, type Situation } from '../report/heartbeat.ts';
import { startHeartbeats } from '../report/heartbeats.ts';
import type { Report } from '../report/report.ts';

/** What of a heartbeat the terminal knows; the rest is of the machine and of the report. */
type Known = Omit<HeartbeatParts, 'doing' | 'vitals' | 'upSeconds' | 'spool' | 'now'>;

export interface OwnHeartbeatPorts {
  /** Lies on the disk that is looked at. */
  readonly folder: string;
  readonly report: Pick<Report, 'record' | 'facts' | 'isAway'>;
  readonly situation: () => Omit<Situation, 'isCityAway'>;
  readonly known: () => Known;
  /** The city's time, milliseconds since 1970. */
  readonly now: () => number;
}

export interface OwnHeartbeats {
  /** One more, at once. @param doing instead of what the terminal does */
  beat(doing?: Doing): Promise<void>;
  stop(): void;
}

/** Starts the heartbeats of this terminal. */
export const startOwnHeartbeats = ({ folder, report, situation, known, now }: OwnHeartbeatPorts): OwnHeartbeats => {
  const vitals = watchOwnVitals(folder);
  const beat = async (doing?: Doing): Promise<void> => {
    const heartbeat = assembleHeartbeat({
      ...known(),
      doing: doing ?? doingOf({ ...situation(), isCityAway: report.isAway() }),
      vitals: await vitals(),
      upSeconds: process.uptime(),
      spool: report.facts(),
      now: now(),
    });
    await report.record('stadtfenster.terminal.heartbeat', heartbeat);
  };
  const stop = startHeartbeats({
    beat,
    isAway: report.isAway,
    now,
    every: (milliseconds, work) => {
      const timer = setInterval(work, milliseconds);
      return () => clearInterval(timer);
    },
  });
  return { beat, stop };
};
