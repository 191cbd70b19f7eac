import { randomInt, randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Times } from '../../contract/configuration.ts';
import { NO_DEVICES } from '../../contract/devices.ts';
import type { EventData, EventType, RestartReason } from '../../contract/events.ts';
import { intentSchema } from '../../contract/ipc.ts';
import type { OrderRefusal } from '../../contract/order-result.ts';
import type { Snapshot } from '../../contract/snapshot.ts';
import { createHelpLine } from '../link/help-line.ts';
import { keepRoomList } from '../link/room-list.ts';
import type { ServiceSource } from '../service/source.ts';
import { startVisit } from '../visit/visit.ts';
import { askRoomsWith } from './ask-rooms.ts';
import type { Configuration } from './configuration.ts';
import { keepConfiguration } from './configuration-in-force.ts';
import { drawnOf } from './drawn.ts';
import { joinRoomWith } from './join-room.ts';
import { createLateParts } from './late-parts.ts';
import { lineWhenBegun } from './line-when-begun.ts';
import { watchMachine } from './machine-problems.ts';
import { ownService } from './own-service.ts';
import type { Recalled } from './recall.ts';
import { recordWhenBegun } from './record-when-begun.ts';
import { tellRefusals } from './refusals-told.ts';
import { runAfter } from './run-after.ts';
import type { TerminalState } from './state.ts';
import type { TerminalParts } from './terminal-parts.ts';
import { trustConfiguration } from './trusted-configuration.ts';
import { wipesWith } from './wipes.ts';

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

/**
 * Puts the terminal together.
 * @param recalled what it knew when it started, see {@link recall}
 */
export const startTerminal = (recalled: Recalled, parts: TerminalParts): Terminal => {
  const { folder, identity, state, machine, malformed, rooms: keptRooms } = recalled;
  let isClosed = false;
  let meetingHost: string | null = null;

  let begin: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const late = createLateParts(begun);

  const makeLine =
    identity === null
      ? null
      : async () =>
          // With it comes Node's own fetch, which takes 30 ms to load that the first screen would wait for.
          (await import('./city-line.ts')).openCityLine({
            city: identity.city,
            state,
            fetch: parts.fetch(),
            answerSeconds: () => configuration.current().times.cityAnswerSeconds,
            reporting: () => configuration.current().reporting,
            refused: parts.refused,
          });
  const link = lineWhenBegun(begun, makeLine);
  const cityTime = (): number => Date.now() + link.clockOffset();

  const { record, recorded, report, isServiceOpen, log } = recordWhenBegun({
    begun,
    folder,
    terminal: identity?.terminal ?? null,
    line: link,
    now: cityTime,
  });
  const tellRefusedOrder = (code: OrderRefusal, amount?: number): void =>
    record('stadtfenster.terminal.problem', { code, ...(amount === undefined ? {} : { amount }) });
  const lookForProblems = watchMachine({
    stateProblems: state.problems,
    clockOffset: link.clockOffset,
    tell: (problem) => record('stadtfenster.terminal.problem', problem),
  });
  const refusals = tellRefusals({
    count: parts.refusals,
    uptime: process.uptime,
    tell: (counted) => record('stadtfenster.terminal.refused', { refusals: counted }),
  });

  const trusted = trustConfiguration({
    terminal: identity?.terminal ?? '',
    state,
    now: cityTime,
    refused: tellRefusedOrder,
  });
  const takeEffect = (before: Configuration): void => {
    const now = configuration.current();
    const isOther = (field: keyof Configuration): boolean =>
      JSON.stringify(before[field]) !== JSON.stringify(now[field]);
    if (isOther('reporting')) void report.then((ready) => ready.readdress());
    if (isOther('devices')) void audio.current()?.restore();
    if (isOther('rooms')) void rooms.refresh();
    opening.current()?.look();
    redraw();
  };
  const configuration = keepConfiguration({
    machine,
    trusted,
    ask: link.configuration,
    mayChange: () => !isVisited() || visit.state().matches('blocked'),
    tell: (taken) => record('stadtfenster.configuration.taken', taken),
    given: takeEffect,
    // `performance` would load a module on the way of the first touch.
    uptime: process.uptime,
  });

  const rooms = keepRoomList({
    ask: askRoomsWith({ link, configuration, clockSet: () => redraw() }),
    now: Date.now,
    // Rooms without terms would lead nowhere.
    kept: configuration.current().terms === null ? null : keptRooms,
    keep: (kept: NonNullable<TerminalState['rooms']>) => state.write({ rooms: kept }),
    changed: () => redraw(),
  });

  const audio = late.add({
    load: () => Promise.all([import('../machine/site-audio.ts'), parts.audio()]),
    start: ([{ keepSiteAudio }, server]) =>
      keepSiteAudio({
        server,
        profile: () => configuration.current().devices,
        changed: () => redraw(),
        tell: (code) => record('stadtfenster.terminal.problem', { code }),
      }),
    stop: (sound) => sound.close(),
  });

  const wipes = wipesWith({ stage: parts.stage, audio: audio.current });
  const visit = startVisit({
    ...parts.stage,
    wipeMeeting: refusals.after(parts.stage.wipeMeeting),
    wipeScreens: refusals.after(wipes.screens),
    ...createHelpLine(link),
    times: () => configuration.current().times,
    firstLocale: () => configuration.current().firstLocale,
    terms: () => configuration.current().terms,
    maySpeak: () => configuration.current().devices.audio !== 'listen-only',
    findRoom: rooms.find,
    refreshRooms: () => void rooms.refresh(),
    checkCode: link.checkCode,
    join: joinRoomWith({ link, configuration, found: (host) => (meetingHost = host) }),
    setVolume: (percent) => void audio.current()?.setVolume(percent),
    useOtherDevice: (role) => void audio.current()?.useOther(role),
    restoreSound: () => void audio.current()?.restore(),
    // What cannot be kept for the next start would start the terminal anew for ever.
    hasWipeFailed: () => state.read().wipeFailed || state.problems().includes('state-unwritable'),
    noteWipe: (result) => state.write({ wipeFailed: result === 'failed' }),
    restart: (reason) => restart(reason),
    record,
    now: Date.now,
    newVisitId: randomUUID,
    newGuestNumber: () => randomInt(1000, 10_000),
  });

  const opening = late.add({
    load: () => import('./opening-watch.ts'),
    start: ({ watchOpening }) =>
      watchOpening({
        hours: () => configuration.current().openingHours,
        timeZone: () => configuration.current().timeZone,
        now: cityTime,
        after: runAfter,
        isVisited,
        // Where nobody can switch it, the screen says that it is closed all night.
        switchDisplay: (verb) => void parts.root(verb),
        changed: () => redraw(),
      }),
    stop: (watch) => watch.stop(),
  });
  void opening.started.then((watch) => watch?.look());

  const orders = late.add({
    load: () => import('./orders/follow-orders.ts'),
    start: ({ followOrders }) =>
      identity === null
        ? null
        : followOrders({
            state,
            addressee: trusted.addressee,
            askPlace: () => configuration.refresh(),
            // Its configuration tells a terminal to which site and ring it belongs.
            isAddressed: configuration.known,
            open: link.orders,
            now: cityTime,
            machineNow: Date.now,
            random: Math.random,
            after: runAfter,
            boot: parts.boot(),
            record: (result) => recorded('stadtfenster.order.result', result),
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
              const answer = await configuration.refresh();
              if (answer.ok) return 'taken';
              return answer.code === 'city-malformed' ? 'refused' : 'away';
            },
            restart: () => restart('order'),
            root: parts.root,
            log,
            picture: parts.picture,
            wipe: wipes.test,
            attach: link.attach,
          }),
    stop: (following) => following?.stop(),
  });
  void orders.started.then((following) => {
    if (following !== null) redraw();
  });

  const { isVisited, snapshot, mayTouch } = drawnOf({
    visit,
    state,
    configuration,
    rooms,
    clockOffset: link.clockOffset,
    audio: audio.current,
    opening: opening.current,
    orders: orders.current,
  });
  const redraw = (): void => parts.draw(snapshot());
  visit.watch(() => {
    redraw();
    orders.current()?.visitChanged();
    opening.current()?.visitChanged();
  });

  let next: NodeJS.Timeout | null = null;
  const keepFresh = async (): Promise<void> => {
    await rooms.refresh();
    lookForProblems();
    refusals.whenDue();
    if (isClosed) return;
    next = setTimeout(() => void keepFresh(), configuration.current().times.roomsRefreshSeconds * 1000);
  };
  void begun.then(keepFresh);

  const heartbeats = late.add({
    load: () => Promise.all([import('./own-heartbeats.ts'), report]),
    start: ([{ startOwnHeartbeats }, ready]) =>
      // Nobody would know whose they are.
      identity === null
        ? null
        : startOwnHeartbeats({
            folder,
            report: ready,
            situation: () => ({ screen: snapshot().screen.name, isServiceOpen: isServiceOpen() }),
            known: () => ({
              about: parts.about(),
              configuration:
                trusted.current() === null
                  ? null
                  : { version: trusted.version(), ageSeconds: configuration.ageSeconds() },
              answerMs: link.answerMs(),
              clockOffset: link.clockOffset(),
              screens: parts.displays(),
              devices: audio.current()?.devices() ?? NO_DEVICES,
            }),
            now: cityTime,
          }),
    stop: (beating) => beating?.stop(),
  });

  const close = async (): Promise<void> => {
    isClosed = true;
    late.stop();
    if (next !== null) clearTimeout(next);
    visit.stop();
    begin();
    await (await report).close();
  };

  const restart = async (reason: RestartReason): Promise<void> => {
    if (isClosed) return;
    record('stadtfenster.terminal.restarting', { reason });
    // A disk that hangs must not keep what the new process would end.
    await Promise.race([close(), wait(CLOSES_WITHIN_MS)]);
    parts.relaunch();
  };

  record('stadtfenster.terminal.started', parts.about());
  if (malformed) record('stadtfenster.terminal.problem', { code: 'machine-configuration-malformed' });
  if (recalled.authority === '') record('stadtfenster.terminal.problem', { code: 'authority-unreadable' });
  lookForProblems();

  return {
    begin,
    snapshot,
    isVisited,
    times: () => configuration.current().times,
    heard: (message) => {
      const intent = intentSchema.safeParse(message);
      if (!intent.success) parts.refusals.add('bridge');
      else if (intent.data.type === 'close-notice') orders.current()?.closeNotice();
      else if (!mayTouch()) redraw();
      else visit.send(intent.data);
    },
    record,
    service: ownService({
      recalled,
      trusted,
      configuration,
      rooms,
      audio: audio.current,
      isVisited,
      eventsWaiting: async () => (await report).waiting(),
      meetingHost: () => meetingHost,
      versions: parts.about,
      log,
      signOfLife: () => visit.send({ type: 'activity' }),
    }),
    restart,
    close: async () => {
      begin();
      if (!isClosed) await heartbeats.started.then((beating) => beating?.beat('off')).catch(() => undefined);
      await close();
    },
  };
};
