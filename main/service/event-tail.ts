import type { EventData, EventType } from '../../contract/events.ts';
import type { LogLine } from '../../contract/service.ts';

const LENGTH = 200;

/** Enumerations and numbers that say what happened; the random ids of visits are of no use to anybody at the desk. */
const SHOWN: ReadonlySet<string> = new Set([
  'act',
  'reason',
  'role',
  'code',
  'amount',
  'step',
  'outcome',
  'state',
  'stage',
  'cause',
  'version',
]);

const detailOf = (data: object): string =>
  Object.entries(data)
    .flatMap(([name, value]: [string, unknown]) =>
      SHOWN.has(name) && (typeof value === 'string' || typeof value === 'number') ? [String(value)] : [],
    )
    .join(' · ');

export interface EventTail {
  note<T extends EventType>(type: T, data: EventData<T>): void;
  /** The latest first. */
  lines(): readonly LogLine[];
}

/** The last events in memory, for whoever stands at the terminal. Nothing personal is in an event. */
export const createEventTail = (now: () => number): EventTail => {
  const lines: LogLine[] = [];
  return {
    note: (type, data) => {
      lines.unshift({ at: now(), kind: type.replace(/^stadtfenster\./, ''), detail: detailOf(data) });
      lines.length = Math.min(lines.length, LENGTH);
    },
    lines: () => [...lines],
  };
};
