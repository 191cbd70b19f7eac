import { randomInt, randomUUID } from 'node:crypto';
import path from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import type { Times } from '../../contract/configuration.ts';
import { NO_DEVICES } from '../../contract/devices.ts';
import type { EventData, EventType, RestartReason } from '../../contract/events.ts';
import type { Heartbeat } from '../../contract/heartbeat.ts';
import { intentSchema } from '../../contract/ipc.ts';
import type { OrderRefusal } from '../../contract/order-result.ts';
import type { Receipt } from '../../contract/receipt.ts';
import { shownRooms } from '../../contract/shown-rooms.ts';
import type { Screen, Snapshot } from '../../contract/snapshot.ts';
import type { AudioServer } from '../machine/audio-server.ts';
import type { RootAnswer, RootVerb } from '../machine/ask-root.ts';
import type { SiteAudio } from '../machine/site-audio.ts';
import type { Answer, CityLink } from '../link/city.ts';
import { createHelpLine } from '../link/help-line.ts';
import { keepRoomList } from '../link/room-list.ts';
import { leadsToAllowedHost } from '../lockdown/allowed-hosts.ts';
import type { RefusalCount } from '../lockdown/refusals.ts';
import type { Report } from '../report/report.ts';
import { createEventTail } from '../service/event-tail.ts';
import type { ServiceSource } from '../service/source.ts';
import type { VisitPorts } from '../visit/ports.ts';
import { screenOf } from '../visit/screen.ts';
import { startVisit } from '../visit/visit.ts';
import { layConfiguration } from './configuration.ts';
import { layersOf } from './layers.ts';
import type { OpeningWatch } from './opening-watch.ts';
import type { Orders } from './orders/orders.ts';
import type { Recalled } from './recall.ts';
import { snapshotOf, waitingScreen, CLOCK_TOLERANCE_MS } from './snapshot.ts';
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
  /** The displays of this machine. */
  readonly displays: () => Heartbeat['screens'];
  /** What the lock-down refused: numbers by rule. */
  readonly refusals: RefusalCount;
  readonly stage: Pick<VisitPorts, 'openMeeting' | 'pressKey' | 'wipeMeeting' | 'wipeScreens'>;
  /** The city refuses this terminal from now on, or, with null, takes it again. */
  readonly refused: (code: IdentityRefusal | null) => void;
  /** Ends this process for a new one. */
  readonly relaunch: () => void;
  /** Asks for what only root may do. */
  readonly root: (verb: RootVerb) => Promise<RootAnswer>;
  /** Another text each time that the machine itself has started. */
  readonly boot: () => string;
  /** A picture of our own page as JPEG; null when there is none. */
  readonly picture: () => Promise<Uint8Array | null>;
  /** Puts the views into the order for a screen, then gives the page what to draw. */
  readonly draw: (snapshot: Snapshot) => void;
}

export interface Terminal {
  /** Lets the work begin that the first screen does not wait for: asking the city, opening the spool. */
  begin(): void;
  snapshot(): Snapshot;
  /** Whether somebody is at the terminal, or it needs somebody: whatever is drawn while it waits. */
  isVisited(): boolean;
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
  orders: () => Promise.resolve({ ok: false, code: 'not-enrolled' }),
  attach: () => Promise.resolve(false),
  batchMax: () => 1,
  answerMs: () => null,
  clockOffset: () => 0,
};

const later = (milliseconds: number, work: () => void): (() => void) => {
  const timer = setTimeout(work, milliseconds);
  return () => clearTimeout(timer);
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
    orders: async (after, signal) => (await link).orders(after, signal),
    attach: async (order, kind, body) => (await link).attach(order, kind, body),
    batchMax: () => made?.batchMax() ?? 1,
    answerMs: () => made?.answerMs() ?? null,
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
  let orders: Orders | null = null;
  let opening: OpeningWatch | null = null;
  let stopStream: () => void = () => undefined;

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
      reporting: () => configuration.reporting,
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
          batchMax: () => link.batchMax(),
          random: Math.random,
          after: later,
        },
        () => record('stadtfenster.terminal.problem', { code: 'state-unwritable' }),
      ),
    );
  const tail = createEventTail(Date.now);
  let isServiceOpen = false;
  const record: Terminal['record'] = (type, data) => {
    tail.note(type, data);
    if ('act' in data && (data.act === 'opened' || data.act === 'closed')) isServiceOpen = data.act === 'opened';
    // Without a name there is nobody to report it as; what must be told is told after the enrolment.
    if (identity !== null) void report.then((ready) => void ready.record(type, data));
  };

  const tellRefusedOrder = (code: OrderRefusal, amount?: number): void =>
    record('stadtfenster.terminal.problem', { code, ...(amount === undefined ? {} : { amount }) });

  const trusted = trustConfiguration({
    terminal: identity?.terminal ?? '',
    state,
    now: cityTime,
    refused: tellRefusedOrder,
  });
  let configuration = layConfiguration(machine, trusted.current());
  let setConfigured: () => void = () => undefined;
  const configured = new Promise<void>((resolve) => {
    setConfigured = resolve;
    if (trusted.current() !== null) resolve();
  });

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

  let toldConfiguration = '';
  /** Once for each that is another one, or from other layers. */
  const tellConfiguration = (): void => {
    const taken = { version: trusted.version(), layers: layersOf(machine, trusted.current()) };
    if (JSON.stringify(taken) === toldConfiguration) return;
    toldConfiguration = JSON.stringify(taken);
    record('stadtfenster.configuration.taken', taken);
  };

  /** A visitor keeps the configuration under which the visit began. */
  const mayReconfigure = (): boolean => !isVisited() || visit.state().matches('blocked');

  const refreshConfiguration = async (areTermsOutdated = false): Promise<Answer<unknown>> => {
    const answer = await link.configuration();
    if (!answer.ok && answer.code === 'city-malformed') trusted.malformed();
    if (answer.ok && (configuration.terms === null || areTermsOutdated || mayReconfigure())) {
      if (!trusted.take(answer.value)) return { ok: false, code: 'city-malformed' };
      heardConfigurationAt = process.uptime();
      setConfigured();
      const { devices, reporting, rooms: shown } = configuration;
      configuration = layConfiguration(machine, trusted.current());
      tellConfiguration();
      if (JSON.stringify(reporting) !== JSON.stringify(configuration.reporting)) {
        void report.then((ready) => ready.readdress());
      }
      if (JSON.stringify(devices) !== JSON.stringify(configuration.devices)) void audio?.restore();
      if (JSON.stringify(shown) !== JSON.stringify(configuration.rooms)) void rooms.refresh();
      opening?.look();
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
      return answer.ok ? { ok: true, value: shownRooms(answer.value, configuration.rooms) } : answer;
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
    maySpeak: () => configuration.devices.audio !== 'listen-only',
    findRoom: rooms.find,
    refreshRooms: () => void rooms.refresh(),
    checkCode: link.checkCode,
    join: async (room, request, signal) => {
      const answer = await link.join(room, request, signal);
      // The one change that cannot wait for the end of the visit: with the old terms nobody gets in any more.
      if (!answer.ok && answer.code === 'terms-outdated') await refreshConfiguration(true);
      if (answer.ok && !leadsToAllowedHost(answer.value, configuration.hosts)) {
        return { ok: false, code: 'meeting-foreign' };
      }
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

  const isVisited = (): boolean => !visit.state().matches('attract');

  const snapshot = (): Snapshot => {
    const visitState = visit.state();
    const screen: Screen = visitState.matches('attract')
      ? waitingScreen(state.read().lock, opening?.current() ?? null)
      : screenOf(visitState);
    const { display, idleDeadline, help, visitKey } = visitState.context;
    const locale = visitState.matches('attract') ? configuration.firstLocale : visitState.context.locale;
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
      notice: orders?.notice() ?? null,
      visitKey,
      clockOffset: link.clockOffset(),
    });
  };
  const redraw = (): void => parts.draw(snapshot());
  const mayBegin = (): boolean =>
    waitingScreen(state.read().lock, opening?.current() ?? null).name === 'attract' && orders?.isHeld() !== true;
  const mayTouch = (): boolean => isVisited() || mayBegin();
  visit.watch(() => {
    redraw();
    orders?.visitChanged();
    opening?.visitChanged();
  });
  void begun
    .then(() => import('./opening-watch.ts'))
    .then(({ watchOpening }) => {
      if (isClosed) return;
      opening = watchOpening({
        hours: () => configuration.openingHours,
        timeZone: () => configuration.timeZone,
        now: cityTime,
        after: later,
        isVisited,
        // Where nobody can switch it, the screen says that it is closed all night.
        switchDisplay: (verb) => void parts.root(verb),
        changed: () => redraw(),
      });
      opening.look();
    });

  const wipeAsTest = async (): Promise<Receipt> => {
    const meeting = await parts.stage.wipeMeeting();
    const screens = await wipeScreens();
    return { durationMs: meeting.durationMs + screens.durationMs, items: [...meeting.items, ...screens.items] };
  };

  void begun
    .then(() => Promise.all([import('./orders/orders.ts'), import('../link/order-stream.ts')]))
    .then(([{ startOrders }, { keepOrderStream }]) => {
      if (isClosed || identity === null) return;
      const obeying = startOrders({
        state,
        addressee: trusted.addressee,
        now: cityTime,
        machineNow: Date.now,
        after: later,
        boot: parts.boot(),
        record: async (result) => {
          tail.note('stadtfenster.order.result', result);
          return (await report).record('stadtfenster.order.result', result);
        },
        refused: tellRefusedOrder,
        changed: () => redraw(),
        isVisited: () => isVisited() && !visit.state().matches('blocked'),
        isBlocked: () => visit.state().matches('blocked'),
        endVisit: visit.endByCity,
        setLock: (lock) => {
          state.write({ lock });
          redraw();
        },
        reloadConfiguration: async () => {
          const answer = await refreshConfiguration();
          if (answer.ok) return 'taken';
          return answer.code === 'city-malformed' ? 'refused' : 'away';
        },
        restart: () => restart('order'),
        root: parts.root,
        log: tail.lines,
        picture: parts.picture,
        wipe: wipeAsTest,
        attach: link.attach,
      });
      orders = obeying;
      redraw();
      // Its configuration tells a terminal to which site and ring it belongs.
      void configured.then(() => {
        if (isClosed) return;
        stopStream = keepOrderStream({
          open: (signal) => link.orders(obeying.version(), signal),
          heard: obeying.heard,
          oversize: obeying.oversize,
          random: Math.random,
          after: later,
        });
      });
    });

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

  let stopBeating: () => void = () => undefined;
  const heartbeat = begun
    .then(() =>
      Promise.all([
        report,
        import('../report/heartbeat.ts'),
        import('../report/heartbeats.ts'),
        import('../machine/own-vitals.ts'),
      ]),
    )
    .then(([ready, { assembleHeartbeat, doingOf }, { startHeartbeats }, { watchOwnVitals }]) => {
      // Nobody would know whose it is.
      if (identity === null) return () => Promise.resolve();
      const vitals = watchOwnVitals(folder);
      const beat = async (doing?: Heartbeat['doing']): Promise<void> => {
        const sinceHeard = process.uptime() - heardConfigurationAt;
        const heartbeat = assembleHeartbeat({
          doing: doing ?? doingOf({ screen: snapshot().screen.name, isServiceOpen, isCityAway: ready.isAway() }),
          about: parts.about(),
          vitals: await vitals(),
          upSeconds: process.uptime(),
          configuration:
            trusted.current() === null
              ? null
              : { version: trusted.version(), ageSeconds: Number.isFinite(sinceHeard) ? Math.round(sinceHeard) : null },
          answerMs: link.answerMs(),
          clockOffset: link.clockOffset(),
          screens: parts.displays(),
          devices: audio?.devices() ?? NO_DEVICES,
          spool: ready.facts(),
          now: cityTime(),
        });
        await ready.record('stadtfenster.terminal.heartbeat', heartbeat);
      };
      const stop = startHeartbeats({
        beat,
        isAway: ready.isAway,
        now: cityTime,
        every: (milliseconds, work) => {
          const timer = setInterval(work, milliseconds);
          return () => clearInterval(timer);
        },
      });
      if (isClosed) stop();
      else stopBeating = stop;
      return beat;
    });

  const close = async (): Promise<void> => {
    isClosed = true;
    stopStream();
    orders?.stop();
    opening?.stop();
    stopBeating();
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
    isVisited,
    times: () => configuration.times,
    heard: (message) => {
      const intent = intentSchema.safeParse(message);
      if (!intent.success) parts.refusals.add('bridge');
      else if (intent.data.type === 'close-notice') orders?.closeNotice();
      // Nobody begins at a terminal that is locked or closed, or of which a picture is taken.
      else if (!mayTouch()) redraw();
      else visit.send(intent.data);
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
        isVisited: isVisited(),
        eventsWaiting: (await report).waiting(),
        meetingHost,
        devices: audio?.devices() ?? NO_DEVICES,
        volume: audio?.volume() ?? null,
        configurationVersion: trusted.current() === null ? null : trusted.version(),
        layers: layersOf(machine, trusted.current()),
        textsVersion: configuration.texts?.version ?? null,
        versions: parts.about(),
      }),
      log: tail.lines,
      locale: () => configuration.firstLocale,
      timeZone: () => configuration.timeZone,
      signOfLife: () => visit.send({ type: 'activity' }),
      forgetIdentity: () => state.write(FORGOTTEN),
    },
    restart,
    close: async () => {
      begin();
      if (!isClosed) await heartbeat.then((beat) => beat('off')).catch(() => undefined);
      await close();
    },
  };
};
