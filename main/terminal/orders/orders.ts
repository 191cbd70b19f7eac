import { COMMAND_MAX_BYTES, signedCommandSchema, type SignedCommand } from '../../../contract/command.ts';
import type { EventData } from '../../../contract/events.ts';
import type { Addressee } from '../../../contract/order.ts';
import type { OrderRefusal } from '../../../contract/order-result.ts';
import type { Notice } from '../../../contract/snapshot.ts';
import type { StateStore } from '../state.ts';
import { carryOut, ENDS_PROCESS, SUPERSEDES, WAITS_FOR_QUIET, type ActPorts, type Outcome } from './acts.ts';
import { countOrderRefusals } from './count-refusals.ts';
import { createNotices, type After } from './notices.ts';
import { openOrder, type OrderReader } from './open-order.ts';
import { OPEN_MAX, openOrderMemory, type OpenCommand, type OrderOutcome } from './order-memory.ts';

export interface OrderPorts extends Omit<ActPorts, 'notices' | 'visitOver' | 'terminal'> {
  readonly state: StateStore;
  readonly addressee: () => Addressee;
  /** Asks the city where the terminal belongs: it may have been moved since its configuration was given. */
  readonly askPlace: () => Promise<unknown>;
  /** The city's time in milliseconds since 1970. */
  readonly now: () => number;
  readonly after: After;
  /** Another text each time that the machine itself has started. */
  readonly boot: string;
  /** @returns whether it is on the disk, once that is known */
  readonly record: (result: EventData<'stadtfenster.order.result'>) => Promise<boolean>;
  readonly refused: (code: OrderRefusal, amount?: number) => void;
  /** Another notice is to be drawn. */
  readonly changed: () => void;
}

/** The orders of the city, from the line to the result. */
export interface Orders {
  /** @param text one order as it came */
  heard(text: string): void;
  /** One came that is larger than any may be. */
  oversize(): void;
  /** The highest version that has come: what follows is asked for. */
  version(): number;
  /** Somebody came or went. */
  visitChanged(): void;
  notice(): Notice | null;
  closeNotice(): void;
  /** Whether no touch counts now. */
  isHeld(): boolean;
  stop(): void;
}

const COMMAND: OrderReader<SignedCommand> = {
  maxBytes: COMMAND_MAX_BYTES,
  read: (payload) => {
    try {
      return signedCommandSchema.safeParse(JSON.parse(payload.toString('utf8'))).data ?? null;
    } catch {
      return null;
    }
  },
};

/** Timers end after 25 days, and clocks are set. */
const LOOK_AGAIN_MS = 60 * 60_000;

/** Who repeats an order for others does not make the terminal ask each time. */
const ASK_PLACE_EVERY_MS = 60_000;

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

/** Of what was begun and ended with the process. */
const outcomeAfterStart = ({ command: { act }, begunIn }: OpenCommand, boot: string): Outcome => {
  // A visit ends with the process at the latest: nothing of it lies anywhere else.
  if (act === 'restart-app' || act === 'end-visit') return { state: 'done' };
  if (act === 'restart-device' && begunIn !== boot) return { state: 'done' };
  return { state: 'failed', reason: 'interrupted' };
};

/**
 * Obeys the city: each command that is opened (see {@link openOrder}) is kept on the disk before anything of it is
 * done, carried out once, at the latest when its time is over given up, and its result told.
 */
export const startOrders = (ports: OrderPorts): Orders => {
  const memory = openOrderMemory(ports.state);
  const notices = createNotices(ports.after, ports.changed);
  const refusals = countOrderRefusals('command', ports.refused);
  const waiting: (() => void)[] = [];
  let callOff: () => void = () => undefined;
  let isStopped = false;

  const acts: ActPorts = {
    ...ports,
    terminal: ports.addressee().terminal,
    notices,
    visitOver: () => (ports.isVisited() ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve()),
  };

  const tell = ({ id, command }: OpenCommand, result: OrderOutcome): Promise<boolean> =>
    ports.record({ order: id, act: command.act, ...result });

  /** The end is written down, then told, and forgotten once the report has it: no result is ever lost. */
  const end = (order: OpenCommand, outcome: OrderOutcome): void => {
    memory.end(order.id, outcome);
    void tell(order, outcome).then((isRecorded) => {
      if (isRecorded) memory.forget(order.id);
    });
  };

  const begin = async (order: OpenCommand): Promise<void> => {
    const { act } = order.command;
    memory.begin(order.id, ports.boot);
    // Without a memory of it the new process would be given it once more, and the one after that.
    if (ENDS_PROCESS.has(act) && !memory.isKept()) {
      end(order, { state: 'failed', reason: 'state-unwritable' });
      return;
    }
    const outcome = await carryOut(acts, order.id, order.command).catch((): Outcome => ({
      state: 'failed',
      reason: 'interrupted',
    }));
    if (outcome !== null && !isStopped) end(order, outcome);
  };

  const waits = (): readonly OpenCommand[] =>
    memory.open().filter(({ begunIn, outcome }) => begunIn === null && outcome === null);

  /** Begins what can be begun now, and gives up what can no longer be. */
  const goOn = (): void => {
    if (isStopped) return;
    callOff();
    callOff = () => undefined;
    for (const order of waits()) {
      if (order.expiresAt <= ports.now()) end(order, { state: 'expired' });
      else if (!WAITS_FOR_QUIET.has(order.command.act) || !ports.isVisited()) void begin(order);
    }
    const ends = waits().map(({ expiresAt }) => expiresAt - ports.now());
    if (ends.length > 0) callOff = ports.after(Math.max(0, Math.min(...ends, LOOK_AGAIN_MS)), goOn);
  };

  const turnDown = (signed: SignedCommand, outcome: OrderOutcome): void =>
    end(memory.add(signed, outcome, ports.now()), outcome);

  const accept = (signed: SignedCommand): void => {
    const undone = SUPERSEDES.get(signed.command.act);
    for (const order of waits()) {
      if (order.command.act === undone) end(order, { state: 'failed', reason: 'superseded' });
    }
    if (waits().length >= OPEN_MAX) {
      turnDown(signed, { state: 'refused', reason: 'too-many' });
      return;
    }
    void tell(memory.add(signed, null, ports.now()), { state: 'accepted' });
    goOn();
  };

  let askedPlaceAt = Number.NEGATIVE_INFINITY;
  /** What came while the city was asked where the terminal belongs; it keeps its order. */
  let held: string[] | null = null;

  const judge = (text: string): void => {
    if (isStopped) return;
    const opened = openOrder(parseJson(text), COMMAND, {
      addressee: ports.addressee(),
      // Only the configuration teaches a key: before one has come, no command is believed.
      keys: ports.state.read().cityKeys,
      leastVersion: memory.version() + 1,
      now: ports.now(),
    });
    if (opened.ok) {
      refusals.believed();
      accept(opened.value);
      return;
    }
    const { reason, value } = opened;
    if (reason === 'foreign' && Math.abs(ports.now() - askedPlaceAt) >= ASK_PLACE_EVERY_MS) {
      askedPlaceAt = ports.now();
      held = [text];
      const goOnJudging = (): void => {
        const texts = held ?? [];
        held = null;
        texts.forEach(heard);
      };
      void ports.askPlace().then(goOnJudging, goOnJudging);
      return;
    }
    // It came twice: that is what a line may do.
    if (reason === 'outdated' && value !== undefined && memory.knows(value.id)) return;
    if (reason === 'expired' && value !== undefined) turnDown(value, { state: 'expired' });
    refusals.refuse(reason);
  };

  const heard = (text: string): void => {
    if (held === null) judge(text);
    else held.push(text);
  };

  for (const order of memory.open()) {
    if (order.outcome !== null) end(order, order.outcome);
    else if (order.begunIn !== null) end(order, outcomeAfterStart(order, ports.boot));
  }
  goOn();

  return {
    heard,
    oversize: () => refusals.refuse('oversize'),
    version: memory.version,
    visitChanged: () => {
      if (ports.isVisited()) return;
      for (const go of waiting.splice(0)) go();
      goOn();
    },
    notice: notices.current,
    closeNotice: notices.close,
    isHeld: notices.isHeld,
    stop: () => {
      isStopped = true;
      callOff();
      notices.stop();
    },
  };
};
