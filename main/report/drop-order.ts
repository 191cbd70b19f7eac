import { eventKindSchema, type EventKind } from '../../contract/event-kind.ts';
import type { CityEvent, EventType } from '../../contract/events.ts';

/** What a spool holds at most, in bytes of its events. */
export const SPOOL_MAX_BYTES = 50 * 1024 * 1024;

const DAY_MS = 24 * 3_600_000;

/** How long an event waits for a city that is away. */
const SPOOL_MAX_AGE_MS = 14 * DAY_MS;

/**
 * Nobody keeps a terminal with events switched off for so long: an older one was recorded under a clock that was wrong
 * (a machine whose battery is empty begins in 1970), and is no reason to give it up.
 */
const BELIEVED_AGE_MS = 400 * DAY_MS;

/** A full spool is made emptier than it must be, so that it is not looked through again with the next event. */
const ROOM_LEFT = 0.9;

/** What is not named here is kept longest: feedback, the use of the service menu, results of orders. */
const KINDS: Readonly<Partial<Record<EventType, EventKind>>> = {
  'stadtfenster.terminal.heartbeat': 'heartbeat',
  'stadtfenster.terminal.refused': 'usage',
  'stadtfenster.visit.started': 'usage',
  'stadtfenster.visit.rejoined': 'usage',
  'stadtfenster.visit.locked': 'usage',
  'stadtfenster.visit.help': 'usage',
  'stadtfenster.visit.joined': 'visit',
  'stadtfenster.visit.failed': 'visit',
  'stadtfenster.visit.ended': 'visit',
  'stadtfenster.visit.wiped': 'visit',
  'stadtfenster.terminal.started': 'problem',
  'stadtfenster.terminal.restarting': 'problem',
  'stadtfenster.terminal.problem': 'problem',
  'stadtfenster.terminal.lock-incomplete': 'problem',
  'stadtfenster.configuration.taken': 'problem',
};

export const kindOf = (type: EventType): EventKind => KINDS[type] ?? 'lasting';

/** What is known of an event that waits, without reading it. */
export interface Waiting {
  readonly sequence: number;
  readonly kind: EventKind;
  /** When it happened, milliseconds since 1970. */
  readonly at: number;
  readonly bytes: number;
}

/** @param bytes that it takes on the disk */
export const waitingOf = ({ sequence, type, time }: CityEvent, bytes: number): Waiting => ({
  sequence,
  kind: kindOf(type),
  at: Date.parse(time),
  bytes,
});

/** @returns those that have waited too long at `now` (milliseconds since 1970) */
export const tooOld = (waiting: readonly Waiting[], now: number): readonly Waiting[] =>
  waiting.filter(({ at }) => now - at > SPOOL_MAX_AGE_MS && now - at < BELIEVED_AGE_MS);

/**
 * Chooses what a spool that holds more than `maxBytes` gives up: kind after kind, of each the oldest first.
 * @param waiting in the order in which the events happened
 */
export const tooMuch = (waiting: readonly Waiting[], maxBytes = SPOOL_MAX_BYTES): readonly Waiting[] => {
  let bytes = waiting.reduce((sum, event) => sum + event.bytes, 0);
  if (bytes <= maxBytes) return [];
  const given: Waiting[] = [];
  for (const kind of eventKindSchema.options) {
    for (const event of waiting) {
      if (bytes <= maxBytes * ROOM_LEFT) return given;
      if (event.kind !== kind) continue;
      given.push(event);
      bytes -= event.bytes;
    }
  }
  return given;
};

/** How many of each kind; kinds without any are absent. */
export const countByKind = (events: readonly Waiting[]): Partial<Record<EventKind, number>> => {
  const counts: Partial<Record<EventKind, number>> = {};
  for (const { kind } of events) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
};
