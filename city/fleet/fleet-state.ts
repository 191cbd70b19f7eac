import { z } from 'zod';
import {
  type Concern,
  type DevicesPresent,
  devicesPresentSchema,
  type FleetTerminal,
  type TerminalState,
} from '../../contract/dashboard.ts';
import { EVENT_DATA } from '../../contract/events.ts';
import { hasTraces } from '../../contract/receipt.ts';

/** What the state of a terminal is read from: of each kind its newest event. */
export const STATE_EVENTS = [
  'stadtfenster.terminal.started',
  'stadtfenster.terminal.restarting',
  'stadtfenster.terminal.problem',
  'stadtfenster.terminal.lock-incomplete',
  'stadtfenster.terminal.service',
  'stadtfenster.terminal.heartbeat',
  'stadtfenster.visit.started',
  'stadtfenster.visit.joined',
  'stadtfenster.visit.rejoined',
  'stadtfenster.visit.ended',
  'stadtfenster.visit.wiped',
] as const;
type StateEvent = (typeof STATE_EVENTS)[number];

/** The newest event of one kind, as the store has it. */
export interface NewestEvent {
  readonly type: string;
  readonly sequence: number;
  /** When the terminal recorded it, and when it came; milliseconds since 1970. */
  readonly time: number;
  readonly receivedAt: number;
  readonly data: unknown;
}

/** A terminal as it is registered, with what is newest of it. */
export interface HeardTerminal {
  readonly id: string;
  readonly site: string;
  readonly siteId: string;
  readonly ring: string;
  /** Two machines have come with its identity. */
  readonly isCloned: boolean;
  readonly newest: readonly NewestEvent[];
}

/** Three missed heartbeats of a minute each, and some time for the way. */
export const HEARTBEAT_MISSED_MS = 3.5 * 60_000;

/** Older ones have been seen, or have passed by. */
const PROBLEM_COUNTS_MS = 24 * 60 * 60_000;

/** Of a heartbeat only what is read here: it may be of any version. */
const heartbeatSchema = z.object({
  doing: z.string(),
  version: z.string().optional(),
  configurationVersion: z.int().optional(),
  screens: z.array(z.unknown()).optional(),
  cameras: devicesPresentSchema.shape.cameras,
  microphones: devicesPresentSchema.shape.microphones,
  speakers: devicesPresentSchema.shape.speakers,
  keyboard: devicesPresentSchema.shape.keyboard,
  spool: z.object({ waiting: z.int(), deadLetters: z.int() }).optional(),
});

const DOING: ReadonlyMap<string, TerminalState> = new Map([
  ['idle', 'fine'],
  ['in-use', 'in-use'],
  ['in-meeting', 'in-meeting'],
  // It is heard again, so it is not cut off any more.
  ['offline', 'fine'],
  ['closed', 'closed'],
  ['locked', 'locked'],
  ['service', 'service'],
  ['off', 'off'],
]);

const startedSchema = EVENT_DATA['stadtfenster.terminal.started'];
const problemSchema = EVENT_DATA['stadtfenster.terminal.problem'];
const gapsSchema = EVENT_DATA['stadtfenster.terminal.lock-incomplete'];
const serviceSchema = EVENT_DATA['stadtfenster.terminal.service'];
const restartingSchema = EVENT_DATA['stadtfenster.terminal.restarting'];
const wipedSchema = EVENT_DATA['stadtfenster.visit.wiped'];

const parsed = <T>(schema: z.ZodType<T>, event: NewestEvent | undefined): T | null =>
  schema.safeParse(event?.data).data ?? null;

type Heartbeat = z.infer<typeof heartbeatSchema>;

/** Thousands of terminals are looked at every few seconds, most of them with the same heartbeat as before. */
const heartbeats = new WeakMap<NewestEvent, Heartbeat | null>();
const heartbeatOf = (event: NewestEvent | undefined): Heartbeat | null => {
  if (event === undefined) return null;
  const before = heartbeats.get(event);
  if (before !== undefined) return before;
  const heartbeat = parsed(heartbeatSchema, event);
  heartbeats.set(event, heartbeat);
  return heartbeat;
};

type Find = (type: StateEvent) => NewestEvent | undefined;

/** What a terminal was last heard to do, and since when. */
const activityOf = (find: Find): { readonly state: TerminalState; readonly since: number | null } => {
  const at = (type: StateEvent): number => find(type)?.sequence ?? 0;
  const started = find('stadtfenster.terminal.started');
  const service = find('stadtfenster.terminal.service');
  const act = parsed(serviceSchema, service)?.act;
  const hasLeft =
    (act === 'leave-kiosk' || act === 're-enrol') &&
    at('stadtfenster.terminal.service') > at('stadtfenster.terminal.started');
  const isOpen =
    at('stadtfenster.visit.started') > Math.max(at('stadtfenster.visit.ended'), at('stadtfenster.terminal.started'));
  const meeting = Math.max(at('stadtfenster.visit.joined'), at('stadtfenster.visit.rejoined'));
  const isMeeting = isOpen && meeting > at('stadtfenster.visit.started');

  const heartbeat = find('stadtfenster.terminal.heartbeat');
  const doing = heartbeatOf(heartbeat)?.doing;
  const told = DOING.get(doing ?? '');
  const newestVisit = Math.max(at('stadtfenster.visit.started'), at('stadtfenster.visit.ended'), meeting);
  const isNewer = at('stadtfenster.terminal.heartbeat') > Math.max(newestVisit, at('stadtfenster.terminal.started'));

  const byEvents = isMeeting
    ? { state: 'in-meeting' as const, since: find('stadtfenster.visit.joined')?.time ?? null }
    : isOpen
      ? { state: 'in-use' as const, since: find('stadtfenster.visit.started')?.time ?? null }
      : { state: 'fine' as const, since: (find('stadtfenster.visit.ended') ?? started)?.time ?? null };
  if (isNewer && told !== undefined && told !== byEvents.state) {
    return { state: told, since: told === 'off' ? (heartbeat?.time ?? null) : null };
  }
  return hasLeft && !isNewer ? { state: 'off', since: service?.time ?? null } : byEvents;
};

const concernsOf = (find: Find, now: number): Concern[] => {
  const at = (type: StateEvent): number => find(type)?.sequence ?? 0;
  const concerns: Concern[] = [];
  const isNew = (type: StateEvent): boolean => at(type) > at('stadtfenster.terminal.started');

  const wiped = parsed(wipedSchema, find('stadtfenster.visit.wiped'));
  const wipeFailed = wiped !== null && hasTraces(wiped.receipt);
  const restarting = parsed(restartingSchema, find('stadtfenster.terminal.restarting'));
  const restartedForIt =
    restarting?.reason === 'wipe-failed' && at('stadtfenster.terminal.restarting') > at('stadtfenster.visit.wiped');
  const heartbeat = heartbeatOf(find('stadtfenster.terminal.heartbeat'));
  if (wipeFailed || restartedForIt || heartbeat?.doing === 'blocked') concerns.push({ kind: 'wipe-failed' });

  const problem = find('stadtfenster.terminal.problem');
  const code = parsed(problemSchema, problem)?.code;
  if (problem !== undefined && code !== undefined && now - problem.time < PROBLEM_COUNTS_MS) {
    concerns.push({ kind: 'problem', code });
  }
  const gaps = parsed(gapsSchema, find('stadtfenster.terminal.lock-incomplete'))?.gaps;
  if (gaps !== undefined && isNew('stadtfenster.terminal.lock-incomplete')) {
    concerns.push({ kind: 'lock-incomplete', gaps: gaps.length });
  }
  const deadLetters = heartbeat?.spool?.deadLetters ?? 0;
  if (deadLetters > 0) concerns.push({ kind: 'dead-letters', count: deadLetters });
  return concerns;
};

const devicesOf = (beat: Heartbeat | null): DevicesPresent => {
  if (beat === null) return {};
  const { screens, cameras, microphones, speakers, keyboard } = beat;
  return { ...(screens === undefined ? {} : { screens: screens.length }), cameras, microphones, speakers, keyboard };
};

/**
 * How a terminal is, from what is newest of it.
 * @param now milliseconds since 1970
 */
export const stateOf = ({ id, site, siteId, ring, isCloned, newest }: HeardTerminal, now: number): FleetTerminal => {
  const byType = new Map(newest.map((event) => [event.type, event]));
  const find: Find = (type) => byType.get(type);
  const heardAt = newest.length === 0 ? null : Math.max(...newest.map(({ receivedAt }) => receivedAt));
  const heartbeat = find('stadtfenster.terminal.heartbeat');
  const beat = heartbeatOf(heartbeat);
  const problem = find('stadtfenster.terminal.problem');
  const code = parsed(problemSchema, problem)?.code;
  const known = {
    id,
    site,
    siteId,
    ring,
    version: beat?.version ?? parsed(startedSchema, find('stadtfenster.terminal.started'))?.version ?? null,
    configurationVersion: beat?.configurationVersion ?? null,
    devices: devicesOf(beat),
    lastProblem: problem === undefined || code === undefined ? null : { code, at: problem.time },
    heardAt,
    waiting: beat?.spool?.waiting ?? null,
    concerns: [...(isCloned ? [{ kind: 'cloned' } as const] : []), ...concernsOf(find, now)],
  };
  if (heardAt === null) return { ...known, state: 'never-heard', since: null };
  const activity = activityOf(find);
  if (activity.state !== 'off' && now - heardAt > HEARTBEAT_MISSED_MS)
    return { ...known, state: 'offline', since: heardAt };
  return { ...known, ...activity };
};
