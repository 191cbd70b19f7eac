import path from 'node:path';
import type { EventData, EventType } from '../../contract/events.ts';
import type { LogLine } from '../../contract/service.ts';
import type { CityLink } from '../link/city.ts';
import type { Report } from '../report/report.ts';
import { createEventTail } from '../service/event-tail.ts';
import { runAfter } from './run-after.ts';

export interface RecordPorts {
  /** Resolves when the first screen is there: the spool is not opened before. */
  readonly begun: Promise<void>;
  readonly folder: string;
  /** Null without an identity: there is nobody to report it as. */
  readonly terminal: string | null;
  readonly line: Pick<CityLink, 'deliver' | 'batchMax'>;
  /** The city's time, milliseconds since 1970. */
  readonly now: () => number;
}

export interface TerminalRecord {
  record<T extends EventType>(type: T, data: EventData<T>): void;
  /** The same, with the answer whether it is on the disk. */
  recorded<T extends EventType>(type: T, data: EventData<T>): Promise<boolean>;
  readonly report: Promise<Report>;
  /** Whether staff has opened the service menu. */
  readonly isServiceOpen: () => boolean;
  /** The last of it, for whoever stands at the terminal. */
  readonly log: () => readonly LogLine[];
}

/** Takes down what happens, from the first moment on; what must be told without an identity is told after the enrolment. */
export const recordWhenBegun = ({ begun, folder, terminal, line, now }: RecordPorts): TerminalRecord => {
  const tail = createEventTail(Date.now);
  let isServiceOpen = false;
  const recorded: TerminalRecord['recorded'] = async (type, data) => {
    tail.note(type, data);
    if ('act' in data && (data.act === 'opened' || data.act === 'closed')) isServiceOpen = data.act === 'opened';
    return terminal !== null && (await report).record(type, data);
  };
  const record: TerminalRecord['record'] = (type, data) => void recorded(type, data);
  const report = begun
    .then(() => import('../report/report.ts'))
    .then(({ startReport }) =>
      startReport(
        {
          folder: path.join(folder, 'spool'),
          terminal: terminal ?? 'unknown',
          now,
          send: (events) => line.deliver(events),
          batchMax: () => line.batchMax(),
          random: Math.random,
          after: runAfter,
        },
        () => record('stadtfenster.terminal.problem', { code: 'state-unwritable' }),
      ),
    );
  return { record, recorded, report, isServiceOpen: () => isServiceOpen, log: tail.lines };
};
