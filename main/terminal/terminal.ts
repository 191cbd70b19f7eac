import { randomInt, randomUUID } from 'node:crypto';
import path from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import type { Times } from '../../contract/configuration.ts';
import { NO_DEVICES } from '../../contract/devices.ts';
import type { EventData, EventType, RestartReason } from '../../contract/events.ts';
import { intentSchema } from '../../contract/ipc.ts';
import type { Receipt } from '../../contract/receipt.ts';
import type { Screen, Snapshot } from '../../contract/snapshot.ts';
import type { AudioServer } from '../machine/audio-server.ts';
import type { SiteAudio } from '../machine/site-audio.ts';
import type { Answer, CityLink } from '../link/city.ts';
import { createHelpLine } from '../link/help-line.ts';
import { keepRoomList } from '../link/room-list.ts';
import type { RefusalCount } from '../lockdown/refusals.ts';
import type { Report } from '../report/report.ts';
import { createEventTail } from '../service/event-tail.ts';
import type { ServiceSource } from '../service/source.ts';
import type { VisitPorts } from '../visit/ports.ts';
import { screenOf } from '../visit/screen.ts';
import { startVisit } from '../visit/visit.ts';
import { layConfiguration } from './configuration.ts';
import type { Recalled } from './recall.ts';
import { snapshotOf, CLOCK_TOLERANCE_MS } from './snapshot.ts';
import type { IdentityRefusal } from './identity.ts';
import { FORGOTTEN, type StateProblem, type TerminalState } from './state.ts';
import { trustConfiguration } from './trusted-configuration.ts';

/** What the terminal needs from Electron, and nothing else of it. */
export interface TerminalParts {
  /** The network stack for the line to the city, made when it is needed. */
  readonly fetch: () => (request: Request) => Promise<Response>;
  /** The sound of this machine, opened when it is needed. */
  readonly audio: () => Promise<AudioServer>;
  readonly about: () => EventData<'stadtfenster.terminal.started'>;
  /** What the lock-down refused: numbers by rule. */
  readonly refusals: RefusalCount;
  readonly stage: Pick<VisitPorts, 'openMeeting' | 'pressKey' | 'wipeMeeting' | 'wipeScreens'>;
  /** The city refuses this terminal from now on, or, with null, takes it again. */
  readonly refused: (code: IdentityRefusal | null) => void;
  /** Ends this process for a new one. */
  readonly relaunch: () => void;
  /** Puts the views into the order for a screen, then gives the page what to draw. */
  readonly draw: (snapshot: Snapshot) => void;
}

export interface Terminal {
  /** Lets the work begin that the first screen does not wait for: asking the city, opening the spool. */
  begin(): void;
  snapshot(): Snapshot;
  /** The times in force. */
  times(): Times;
  /** Something the page sent; what is not in the contract is dropped. */
  heard(message: unknown): void;
  record<T extends EventType>(type: T, data: EventData<T>): void;
  /** For the service menu. */
  readonly service: ServiceSource;
  /** Ends the process for a new one, once everything recorded is on the disk. */
  restart(reason: RestartReason): Promise<void>;
  /** Brings everything to the disk. */
  close(): Promise<void>;
}

/** How long a restart waits for the disk. */
const CLOSES_WITHIN_MS = 3_000;

/** How long the end of a visit waits for the sound. */
const SOUND_WITHIN_MS = 2_000;

const CONFIGURATION_EVERY_SECONDS = 5 * 60;

/** What is tried on a terminal that nobody has begun a visit at. */
const REFUSALS_EVERY_SECONDS = 10 * 60;

/** Without an identity there is no city to ask; the screens say so instead of an address that does not exist. */
const noCity: CityLink = {
  configuration: () => Promise.resolve({ ok: false, code: 'not-enrolled' }),
  rooms: () => Promise.resolve({ ok: false, code: 'not-enrolled' }),
  checkCode: () => Promise.resolve({ ok: false, code: 'not-enrolled' }),
  join: () => Promise.resolve({ ok: false, code: 'not-enrolled' }),
  callStaff: () => Promise.resolve({ ok: false, code: 'not-enrolled' }),
  lookAtCall: () => Promise.resolve({ ok: false, code: 'not-enrolled' }),
  closeCall: () => Promise.resolve({ ok: false, code: 'not-enrolled' }),
  deliver: () => Promise.resolve('later'),
  clockOffset: () => 0,
};

/** A line that is made once the first screen has been drawn; whoever asks before waits. */
const linkWhenBegun = (begun: Promise<void>, make: () => Promise<CityLink>): CityLink => {
  let made: CityLink | null = null;
  const link = begun.then(make).then((ready) => (made = ready));
  return {
    configuration: async () => (await link).configuration(),
    rooms: async () => (await link).rooms(),
    checkCode: async (request, signal) => (await link).checkCode(request, signal),
    join: async (room, request, signal) => (await link).join(room, request, signal),
    callStaff: async (request) => (await link).callStaff(request),
    lookAtCall: async (id) => (await link).lookAtCall(id),
    closeCall: async (id) => (await link).closeCall(id),
    deliver: async (events) => (await link).deliver(events),
    clockOffset: () => made?.clockOffset() ?? 0,
  };
};

/**
 * Puts the terminal together.
 * @param recalled what it knew when it started, see {@link recall}
 */
export const startTerminal = (recalled: Recalled, parts: TerminalParts): Terminal => {
  const { folder, identity, state, machine, malformed, rooms: keptRooms } = recalled;
  /** Seconds since the process started. `performance` would load a module on the way of the first touch. */
  let heardConfigurationAt = Number.NEGATIVE_INFINITY;
  let clockProblemTold = false;
  let isClosed = false;
  let meetingHost: string | null = null;

  let begin: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });

  const link = linkWhenBegun(begun, async () => {
    if (identity === null) return noCity;
    // With it comes Node's own fetch, which takes 30 ms to load that the first screen would wait for.
    const { openCityLine } = await import('./city-line.ts');
    return openCityLine({
      city: identity.city,
      state,
      fetch: parts.fetch(),
      answerSeconds: () => configuration.times.cityAnswerSeconds,
      refused: parts.refused,
    });
  });
  const cityTime = (): number => Date.now() + link.clockOffset();

  const report: Promise<Report> = begun
    .then(() => import('../report/report.ts'))
    .then(({ startReport }) =>
      startReport(
        {
          folder: path.join(folder, 'spool'),
          terminal: identity?.terminal ?? 'unknown',
          now: cityTime,
          send: (events) => link.deliver(events),
          random: Math.random,
        },
        () => record('stadtfenster.terminal.problem', { code: 'state-unwritable' }),
      ),
    );
  const tail = createEventTail(Date.now);
  const record: Terminal['record'] = (type, data) => {
    tail.note(type, data);
    // Without a name there is nobody to report it as; what must be told is told after the enrolment.
    if (identity !== null) void report.then((ready) => ready.record(type, data));
  };

  const trusted = trustConfiguration({
    terminal: identity?.terminal ?? '',
    state,
    refused: (code) => record('stadtfenster.terminal.problem', { code }),
  });
  let configuration = layConfiguration(machine, trusted.current());

  let audio: SiteAudio | null = null;
  void begun
    .then(() => Promise.all([import('../machine/site-audio.ts'), parts.audio()]))
    .then(([{ keepSiteAudio }, server]) => {
      if (isClosed) return;
      audio = keepSiteAudio({
        server,
        profile: () => configuration.devices,
        changed: () => redraw(),
        tell: (code) => record('stadtfenster.terminal.problem', { code }),
      });
    });

  /** A visitor keeps the configuration under which the visit began. */
  const mayReconfigure = (): boolean => visit.state().matches('attract');

  const refreshConfiguration = async (areTermsOutdated = false): Promise<Answer<unknown>> => {
    const answer = await link.configuration();
    if (answer.ok && (configuration.terms === null || areTermsOutdated || mayReconfigure())) {
      if (!trusted.take(answer.value)) return { ok: false, code: 'city-malformed' };
      heardConfigurationAt = process.uptime();
      const { devices } = configuration;
      configuration = layConfiguration(machine, trusted.current());
      if (JSON.stringify(devices) !== JSON.stringify(configuration.devices)) void audio?.restore();
      redraw();
    }
    return answer;
  };

  const tellClock = (): void => {
    const ahead = -link.clockOffset();
    if (Math.abs(ahead) < CLOCK_TOLERANCE_MS || clockProblemTold) return;
    clockProblemTold = true;
    record('stadtfenster.terminal.problem', { code: 'clock-wrong', amount: Math.round(ahead / 1000) });
  };

  const rooms = keepRoomList({
    ask: async () => {
      // Rooms without terms would lead nowhere.
      if (process.uptime() - heardConfigurationAt > CONFIGURATION_EVERY_SECONDS) {
        const answer = await refreshConfiguration();
        if (!answer.ok && configuration.terms === null) return answer;
      }
      const offset = link.clockOffset();
      const answer = await link.rooms();
      if (link.clockOffset() !== offset) redraw();
      tellClock();
      return answer;
    },
    now: Date.now,
    // Rooms without terms would lead nowhere.
    kept: configuration.terms === null ? null : keptRooms,
    keep: (kept: NonNullable<TerminalState['rooms']>) => state.write({ rooms: kept }),
    changed: () => redraw(),
  });

  let toldRefusalsAt = process.uptime();
  const tellRefusals = (): void => {
    const refusals = parts.refusals.take();
    toldRefusalsAt = process.uptime();
    if (refusals !== null) record('stadtfenster.terminal.refused', { refusals });
  };
  /** What a visit tried to do is told with its wipe. */
  const tellAfter = (wipe: () => Promise<Receipt>) => async (): Promise<Receipt> => {
    const receipt = await wipe();
    tellRefusals();
    return receipt;
  };

  /** Our page, and with it the sound, which {@link VisitPorts.restoreSound} was told to restore. */
  const wipeScreens = async (): Promise<Receipt> => {
    const started = Date.now();
    const patience = after(SOUND_WITHIN_MS, false, { ref: false });
    const [receipt, isRestored] = await Promise.all([
      parts.stage.wipeScreens(),
      audio === null ? null : Promise.race([audio.isRestored(), patience]),
    ]);
    if (isRestored === null) return receipt;
    return {
      durationMs: Date.now() - started,
      items: [...receipt.items, { item: 'sound', result: isRestored ? 'verified' : 'failed' }],
    };
  };

  const visit = startVisit({
    ...parts.stage,
    wipeMeeting: tellAfter(parts.stage.wipeMeeting),
    wipeScreens: tellAfter(wipeScreens),
    ...createHelpLine(link),
    times: () => configuration.times,
    firstLocale: () => configuration.firstLocale,
    terms: () => configuration.terms,
    findRoom: rooms.find,
    refreshRooms: () => void rooms.refresh(),
    checkCode: link.checkCode,
    join: async (room, request, signal) => {
      const answer = await link.join(room, request, signal);
      // The one change that cannot wait for the end of the visit: with the old terms nobody gets in any more.
      if (!answer.ok && answer.code === 'terms-outdated') await refreshConfiguration(true);
      if (answer.ok) meetingHost = answer.value.meetingHosts[0] ?? null;
      return answer;
    },
    setVolume: (percent) => void audio?.setVolume(percent),
    useOtherDevice: (role) => void audio?.useOther(role),
    restoreSound: () => void audio?.restore(),
    // What cannot be kept for the next start would start the terminal anew for ever.
    hasWipeFailed: () => state.read().wipeFailed || state.problems().includes('state-unwritable'),
    noteWipe: (result) => state.write({ wipeFailed: result === 'failed' }),
    restart: (reason) => restart(reason),
    record,
    now: Date.now,
    newVisitId: randomUUID,
    newGuestNumber: () => randomInt(1000, 10_000),
  });

  const snapshot = (): Snapshot => {
    const visitState = visit.state();
    const screen: Screen = screenOf(visitState);
    const { display, idleDeadline, help, visitKey } = visitState.context;
    const locale = screen.name === 'attract' ? configuration.firstLocale : visitState.context.locale;
    return snapshotOf({
      configuration,
      rooms: rooms.known(),
      screen,
      locale,
      display,
      volume: audio?.volume() ?? null,
      devices: audio?.devices() ?? NO_DEVICES,
      idleDeadline,
      help,
      visitKey,
      clockOffset: link.clockOffset(),
    });
  };
  const redraw = (): void => parts.draw(snapshot());
  visit.watch(redraw);

  const toldProblems = new Set<StateProblem>();
  /** A disk can become read-only at any time: each problem is told once, when it shows. */
  const tellStateProblems = (): void => {
    for (const code of state.problems()) {
      if (!toldProblems.has(code)) record('stadtfenster.terminal.problem', { code });
      toldProblems.add(code);
    }
  };

  let next: NodeJS.Timeout | null = null;
  const keepFresh = async (): Promise<void> => {
    await rooms.refresh();
    tellStateProblems();
    if (process.uptime() - toldRefusalsAt > REFUSALS_EVERY_SECONDS) tellRefusals();
    if (isClosed) return;
    next = setTimeout(() => void keepFresh(), configuration.times.roomsRefreshSeconds * 1000);
  };
  void begun.then(keepFresh);

  const close = async (): Promise<void> => {
    isClosed = true;
    audio?.close();
    if (next !== null) clearTimeout(next);
    visit.stop();
    begin();
    await (await report).close();
  };

  const restart = async (reason: RestartReason): Promise<void> => {
    if (isClosed) return;
    record('stadtfenster.terminal.restarting', { reason });
    // A disk that hangs must not keep what the new process would end.
    await Promise.race([close(), after(CLOSES_WITHIN_MS)]);
    parts.relaunch();
  };

  record('stadtfenster.terminal.started', parts.about());
  if (malformed) record('stadtfenster.terminal.problem', { code: 'machine-configuration-malformed' });
  if (recalled.authority === '') record('stadtfenster.terminal.problem', { code: 'authority-unreadable' });
  tellStateProblems();

  return {
    begin,
    snapshot,
    times: () => configuration.times,
    heard: (message) => {
      const intent = intentSchema.safeParse(message);
      if (intent.success) visit.send(intent.data);
      else parts.refusals.add('bridge');
    },
    record,
    service: {
      pins: () => trusted.current()?.servicePins ?? [],
      wrongPins: {
        read: () => state.read().wrongPins,
        write: (wrongPins) => state.write({ wrongPins }),
      },
      facts: async () => ({
        terminal: identity?.terminal ?? null,
        city: configuration.city,
        site: configuration.site,
        cityHost: identity === null ? null : new URL(identity.city).host,
        cityAnswers: rooms.known().state === 'fresh',
        cityHeardAt: rooms.known().at,
        isVisited: !visit.state().matches('attract'),
        eventsWaiting: await (await report).waiting(),
        meetingHost,
        devices: audio?.devices() ?? NO_DEVICES,
        volume: audio?.volume() ?? null,
        versions: parts.about(),
      }),
      log: tail.lines,
      locale: () => configuration.firstLocale,
      timeZone: () => configuration.timeZone,
      signOfLife: () => visit.send({ type: 'activity' }),
      forgetIdentity: () => state.write(FORGOTTEN),
    },
    restart,
    close,
  };
};
