import { randomUUID } from 'node:crypto';
import type { Command } from '../../contract/command.ts';
import type { Doing, Heartbeat } from '../../contract/heartbeat.ts';
import type { Audience } from '../../contract/order.ts';
import type { OrderReason, OrderState } from '../../contract/order-result.ts';
import { HEALTHY_MACHINE } from '../../city/simulate/healthy-machine.ts';
import { type EmbeddedCity, startEmbeddedCity } from '../../demo/embedded-city.ts';
import { demoSeed } from '../../demo/seed.ts';
import { tellVisits } from './invented-visits.ts';
import { enrolToldTerminal, type ToldTerminal } from './told-terminal.ts';
import { startTourClock, TOUR_BEGINS } from './tour-clock.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** So long before the pictures the city begins: whoever told nothing since is missed. */
const MISSED_MINUTES = 42;
const FILLED_AT = TOUR_BEGINS - MISSED_MINUTES * MINUTE;
/** The beginning of the day in Berlin. */
const TODAY = Date.parse('2026-11-24T00:00:00+01:00');
/** Seldom enough to be told quickly, often enough that nobody is missed between two of them. */
const BEAT_EVERY = 3 * MINUTE;
const WEEKS_OF_VISITS = 4;
/** On whose behalf commands are given. */
export const ACCOUNT = 'anna.schmidt';

const SITES = [
  { id: 'buergerbuero', name: 'Bürgerbüro' },
  { id: 'stadtteilzentrum', name: 'Stadtteilzentrum Nord' },
] as const;

const PROGRAM = { version: '1.4.0', electron: '45.4.1', chromium: '150.0.7871.46' } as const;

const HEALTHY: Omit<Heartbeat, 'doing'> = {
  ...PROGRAM,
  ...HEALTHY_MACHINE,
  spool: { waiting: 0, bytes: 0, dropped: 0, deadLetters: 0 },
};

/** What one terminal of the fleet tells of today. */
interface Plan {
  readonly site: string;
  readonly name: string;
  /** What it does when the pictures are taken; null for one that was never started. */
  readonly doing: Doing | null;
  /** The hours of the day in which somebody was there. */
  readonly used?: readonly number[];
  /** What its heartbeats say differently. */
  readonly beats?: Partial<Heartbeat>;
  /** Falls silent when the city begins. */
  readonly isMissed?: boolean;
  /** What else happened, in the minutes before the pictures. */
  readonly happens?: (terminal: ToldTerminal) => void;
}

const entersMeeting = ({ tell }: ToldTerminal): void => {
  const visit = randomUUID();
  const who = { part: 'speak', role: 'moderator', locale: 'de' } as const;
  tell(TOUR_BEGINS - 25 * MINUTE, 'stadtfenster.visit.started', { visit });
  tell(TOUR_BEGINS - 24 * MINUTE, 'stadtfenster.visit.joined', {
    visit,
    room: 'energie-umwelt',
    ...who,
    durationMs: 1_900,
  });
  tell(TOUR_BEGINS - 9 * MINUTE, 'stadtfenster.visit.rejoined', { visit, cause: 'line', durationMs: 4_200 });
};

/** A whole visit before that, up to the proven wipe. */
const hadVisit = ({ tell }: ToldTerminal): void => {
  const visit = randomUUID();
  const at = TOUR_BEGINS - 40 * MINUTE;
  const who = { part: 'listen', role: 'attendee', locale: 'en' } as const;
  tell(at, 'stadtfenster.visit.started', { visit });
  tell(at + MINUTE, 'stadtfenster.visit.joined', { visit, room: 'wirtschaft', ...who, durationMs: 2_300 });
  tell(at + 4 * MINUTE, 'stadtfenster.visit.help', { visit, step: 'meeting', state: 'called' });
  tell(at + 5 * MINUTE, 'stadtfenster.visit.help', { visit, step: 'meeting', state: 'answered' });
  tell(at + 9 * MINUTE, 'stadtfenster.visit.reported', { visit, room: 'wirtschaft', reason: 'no-sound' });
  tell(at + 12 * MINUTE, 'stadtfenster.visit.feedback', { visit, rating: 4, words: 'Der Ton war am Anfang leise.' });
  tell(at + 12 * MINUTE, 'stadtfenster.visit.ended', {
    visit,
    outcome: 'left',
    step: 'meeting',
    durationMs: 12 * MINUTE,
    meetingMs: 11 * MINUTE,
  });
  const items = (['cookies', 'storage', 'http-cache', 'name', 'language'] as const).map((item) => ({
    item,
    result: 'verified' as const,
  }));
  tell(at + 12 * MINUTE, 'stadtfenster.visit.wiped', { visit, stage: 'screens', receipt: { durationMs: 310, items } });
};

const PLANS: readonly Plan[] = [
  {
    site: 'bibliothek',
    name: 'bibliothek-1',
    doing: 'in-meeting',
    used: [11, 14, 15, 16],
    happens: (terminal) => {
      hadVisit(terminal);
      entersMeeting(terminal);
    },
  },
  { site: 'bibliothek', name: 'bibliothek-2', doing: 'idle', used: [10, 13] },
  {
    site: 'bibliothek',
    name: 'bibliothek-3',
    doing: 'idle',
    used: [12],
    beats: { microphones: 0 },
    happens: ({ tell }) =>
      tell(TOUR_BEGINS - 20 * MINUTE, 'stadtfenster.terminal.problem', { code: 'microphone-missing' }),
  },
  {
    site: 'bibliothek',
    name: 'bibliothek-4',
    doing: 'in-use',
    used: [15, 16],
    happens: ({ tell }) => tell(TOUR_BEGINS - 6 * MINUTE, 'stadtfenster.visit.started', { visit: randomUUID() }),
  },
  { site: 'klima-pavillon', name: 'klima-pavillon-1', doing: 'idle', used: [11], isMissed: true },
  { site: 'klima-pavillon', name: 'klima-pavillon-2', doing: 'off', used: [10] },
  { site: 'klima-pavillon', name: 'klima-pavillon-3', doing: 'idle', used: [14], beats: { version: '1.3.2' } },
  { site: 'buergerbuero', name: 'buergerbuero-1', doing: 'closed', used: [10, 11] },
  {
    site: 'buergerbuero',
    name: 'buergerbuero-2',
    doing: 'idle',
    happens: ({ tell }) =>
      tell(TOUR_BEGINS - 30 * MINUTE, 'stadtfenster.terminal.lock-incomplete', { gaps: ['swap-on', 'other-consoles'] }),
  },
  { site: 'buergerbuero', name: 'buergerbuero-3', doing: 'locked' },
  { site: 'stadtteilzentrum', name: 'stadtteilzentrum-1', doing: 'service', used: [12, 13] },
  { site: 'stadtteilzentrum', name: 'stadtteilzentrum-2', doing: null },
];

/** What a terminal did at a time of the last day that is over. */
const didAt = (at: number, used: readonly number[]): Doing => {
  const hour = Math.floor(((((at - TODAY) % DAY) + DAY) % DAY) / HOUR);
  if (hour < 8 || hour >= 19) return 'closed';
  return used.includes(hour) ? 'in-use' : 'idle';
};

/** Tells the last day, and what the terminal does when the pictures are taken. */
const tellDay = (terminal: ToldTerminal, plan: Plan, configurationVersion: number): void => {
  const { doing, used = [], beats = {}, happens, isMissed = false } = plan;
  if (doing === null) return;
  const { version = PROGRAM.version } = beats;
  terminal.tell(FILLED_AT - DAY, 'stadtfenster.terminal.started', { ...PROGRAM, version, sandboxed: true });
  terminal.tell(FILLED_AT - DAY, 'stadtfenster.configuration.taken', {
    version: configurationVersion,
    layers: [
      { field: 'site', layers: ['city'] },
      { field: 'devices', layers: ['machine'] },
    ],
  });
  const beat = (at: number, does: Doing): void =>
    terminal.tell(at, 'stadtfenster.terminal.heartbeat', { ...HEALTHY, configurationVersion, ...beats, doing: does });
  const until = isMissed ? FILLED_AT : TOUR_BEGINS;
  for (let at = FILLED_AT - DAY; at < until; at += BEAT_EVERY) beat(at, didAt(at, used));
  if (isMissed) return;
  happens?.(terminal);
  beat(TOUR_BEGINS, doing);
};

interface Given {
  readonly audience: Audience;
  readonly command: Command;
  readonly results: readonly { readonly by: string; readonly state: OrderState; readonly reason?: OrderReason }[];
}

const COMMANDS: readonly Given[] = [
  {
    audience: { all: true },
    command: { act: 'reload-configuration' },
    results: PLANS.flatMap(({ name, doing, isMissed }) =>
      doing === null || isMissed === true ? [] : { by: name, state: 'done' as const },
    ),
  },
  {
    audience: { site: 'buergerbuero' },
    command: { act: 'lock', message: { de: 'Das Bürgerbüro zieht heute um.', en: 'This office is moving today.' } },
    results: [
      { by: 'buergerbuero-1', state: 'refused', reason: 'visited' },
      { by: 'buergerbuero-2', state: 'failed', reason: 'superseded' },
      { by: 'buergerbuero-3', state: 'done' },
    ],
  },
  {
    audience: { terminal: 'bibliothek-1' },
    command: { act: 'identify' },
    results: [{ by: 'bibliothek-1', state: 'done' }],
  },
  {
    audience: { terminal: 'bibliothek-1' },
    command: { act: 'screenshot' },
    results: [{ by: 'bibliothek-1', state: 'refused', reason: 'visited' }],
  },
  { audience: { terminal: 'bibliothek-1' }, command: { act: 'restart-device' }, results: [] },
];

/** A city with a fleet in which something of everything happens. */
export interface DashboardCity extends EmbeddedCity {
  /** The clock of the city, for the browser as well. */
  readonly now: () => number;
}

/** Starts the city and has its terminals tell what happened. */
export const startDashboardCity = async (): Promise<DashboardCity> => {
  const clock = startTourClock(FILLED_AT);
  const embedded = await startEmbeddedCity({
    dataDir: null,
    now: clock.now,
    seed: { ...demoSeed, sites: [...(demoSeed.sites ?? []), ...SITES] },
  });
  const { city } = embedded;
  const fleet = new Map<string, ToldTerminal>();
  for (const plan of PLANS) fleet.set(plan.name, await enrolToldTerminal(city, plan.site, plan.name));
  const configurationVersion = (await fleet.get('bibliothek-1')?.configurationVersion()) ?? 1;
  const terminalsWithVisits = [
    { name: 'bibliothek-2', least: 3 },
    { name: 'klima-pavillon-3', least: 1 },
    { name: 'stadtteilzentrum-1', least: 0 },
  ] as const;
  for (const { name, least } of terminalsWithVisits) {
    const terminal = fleet.get(name);
    if (terminal !== undefined) tellVisits(terminal, TODAY - DAY, WEEKS_OF_VISITS * 7 - 2, least);
  }
  for (const plan of PLANS) {
    const terminal = fleet.get(plan.name);
    if (terminal === undefined) continue;
    tellDay(terminal, plan, configurationVersion);
    if (plan.isMissed === true) await terminal.deliver();
  }
  await embedded.city.createAccessCode('heimatverein', 'attendee');
  const given: { readonly id: string; readonly command: Command; readonly results: Given['results'] }[] = [];
  for (const { audience, command, results } of COMMANDS) {
    const { id } = await city.orders.send({ audience, command, validSeconds: DAY / 1000, by: ACCOUNT });
    given.push({ id, command, results });
    clock.putForward(MISSED_MINUTES / COMMANDS.length);
  }
  for (const { id, command, results } of given) {
    for (const { by, ...result } of results) {
      fleet.get(by)?.tell(TOUR_BEGINS, 'stadtfenster.order.result', { order: id, act: command.act, ...result });
    }
  }
  for (const terminal of fleet.values()) await terminal.deliver();
  await fleet.get('bibliothek-4')?.callForHelp({ step: 'name', locale: 'en' });
  return { ...embedded, now: clock.now };
};
