import type { CityEvent } from '../../contract/events.ts';
import { authorizationOf } from './authorization.ts';
import type { EnrolledTerminal } from './enrol-terminal.ts';
import { inventEvents, type Inventor } from './invented-events.ts';
import { createOrderReader } from './order-reader.ts';
import { createOutbox, type Outbox, type OutboxEntry } from './outbox.ts';
import { createSleepers } from './sleepers.ts';
import { type ClientAnswer, createTerminalClient, type TerminalClient } from './terminal-client.ts';

/** How far a command has come at one terminal: it is known there, and the city knows that. */
export type OrderStep = 'accepted' | 'stored';

export interface FleetOptions {
  readonly city: URL;
  readonly terminals: readonly EnrolledTerminal[];
  /** For so many minutes each was cut off before, and has told what a terminal tells meanwhile. */
  readonly backlog: number;
  /** Over so many seconds they come, by chance: terminals do not all come back at once. */
  readonly comeWithinSeconds: number;
  /** Told of each step of each command, by its id; default: nobody. */
  readonly told?: (step: OrderStep, order: string) => void;
  /** Ends it. */
  readonly stop: AbortSignal;
}

/** What a fleet has seen so far. */
export interface FleetCount {
  readonly came: number;
  /** Streams of commands that are held open now. */
  readonly listening: number;
  readonly taken: number;
  /** Told and not taken yet. */
  readonly waiting: number;
  /** Answers by HTTP status; 0 is none. A stream of commands counts when it has ended. */
  readonly answers: ReadonlyMap<number, number>;
  /** What the city said that was not rightly signed, or not for the terminal that got it. */
  readonly refused: number;
  /** The longest that something new took until it was taken, or has waited by now, in milliseconds. */
  readonly slowestNewMs: number;
}

const MINUTE_MS = 60_000;
/** While the city is away a terminal takes down the last heartbeat of each hour. */
const MINUTES_OF_A_HEARTBEAT_ALONE = 60;
/** A visit takes three of these steps. */
const MINUTES_OF_A_STEP = 6;
/** As a terminal opens its stream anew: at random, up to a bound that grows with each failure. */
const LISTEN_AGAIN_MS = { first: 2_000, most: 60_000 } as const;

const OK = 200;

/** What was told while nobody heard it, until now. */
const backlogOf = (invent: Inventor, minutes: number, now: number): readonly CityEvent[] =>
  Array.from({ length: minutes }, (_, index) => index + 1).flatMap((minute) => {
    const at = now - (minutes - minute) * MINUTE_MS;
    return [
      ...(minute % MINUTES_OF_A_STEP === 0 ? [invent.visit(at)] : []),
      ...(minute % MINUTES_OF_A_HEARTBEAT_ALONE === 0 ? [invent.heartbeat(at, minute)] : []),
    ];
  });

/**
 * Invented terminals that speak to a city endpoint as real ones do, each over its own lines: they come, ask for the
 * configuration and check its signature, hold the stream of commands open and tell what becomes of each, deliver what
 * they have, oldest first, and then a heartbeat each minute and now and then a step of a visit.
 * @returns what they have seen so far, and the end of it all
 */
export const startFleet = ({
  city,
  terminals,
  backlog,
  comeWithinSeconds,
  told = () => undefined,
  stop,
}: FleetOptions) => {
  const { pause } = createSleepers(stop);
  const answers = new Map<number, number>();
  const outboxes: Outbox[] = [];
  const seen = { came: 0, listening: 0, taken: 0, refused: 0, slowestNewMs: 0 };

  const isOver = (): boolean => stop.aborted;

  const counted = async (asked: Promise<ClientAnswer>): Promise<ClientAnswer> => {
    const answer = await asked;
    if (!isOver()) answers.set(answer.status, (answers.get(answer.status) ?? 0) + 1);
    return answer;
  };

  const noteTaken = ({ event, toldAt }: OutboxEntry): void => {
    seen.taken += 1;
    if (toldAt !== null) seen.slowestNewMs = Math.max(seen.slowestNewMs, Date.now() - toldAt);
    if (event.type === 'stadtfenster.order.result' && event.data.state === 'accepted') told('stored', event.data.order);
  };

  /** Holds the stream open, again and again. */
  const listen = async (client: TerminalClient, heard: (data: string) => void): Promise<void> => {
    let last = '';
    let failures = 0;
    while (!isOver()) {
      const line = { isOpen: false };
      await counted(
        client.orders(
          last,
          (id, data) => {
            last = id;
            heard(data);
          },
          () => {
            line.isOpen = true;
            failures = 0;
            seen.listening += 1;
          },
        ),
      );
      if (line.isOpen) seen.listening -= 1;
      await pause(Math.random() * Math.min(LISTEN_AGAIN_MS.most, LISTEN_AGAIN_MS.first * 2 ** failures));
      failures += 1;
    }
  };

  const live = async (one: EnrolledTerminal): Promise<void> => {
    const client = createTerminalClient(city, authorizationOf(city, one));
    const invent = inventEvents(one.terminal, Date.now());
    const reader = createOrderReader(one.terminal);
    const send = (events: readonly CityEvent[]): Promise<ClientAnswer> => counted(client.report(events));
    const outbox = createOutbox({ send, pause, isOver, taken: noteTaken });
    outboxes.push(outbox);
    const carriedOut = new Set<string>();

    const obey = (data: string): void => {
      const order = reader.command(data);
      if (order === null) seen.refused += 1;
      if (order === null || carriedOut.has(order.id)) return;
      carriedOut.add(order.id);
      const now = Date.now();
      outbox.add([invent.result(now, order, 'accepted')], now);
      told('accepted', order.id);
      outbox.add([invent.result(now, order, 'done')], now);
    };

    const askConfiguration = async (): Promise<void> => {
      const { status, body } = await counted(client.configuration());
      if (status === OK && !reader.configuration(body)) seen.refused += 1;
    };

    await pause(Math.random() * comeWithinSeconds * 1000);
    outbox.add(backlogOf(invent, backlog, Date.now()), null);
    await askConfiguration();
    seen.came += 1;
    const listening = listen(client, obey);
    await outbox.settled();
    // Not all in the same second of a minute.
    await pause(Math.random() * MINUTE_MS);
    for (let minute = 1; !isOver(); minute += 1) {
      const now = Date.now();
      outbox.add([invent.heartbeat(now, outbox.size())], now);
      if (minute % MINUTES_OF_A_STEP === 0) outbox.add([invent.visit(now)], now);
      await counted(client.rooms());
      await pause(MINUTE_MS - (Date.now() - now));
    }
    client.close();
    await Promise.all([listening, outbox.settled()]);
  };

  const ended = Promise.all(terminals.map(live));
  return {
    count: (): FleetCount => {
      const since = outboxes.flatMap(({ waitsSince }) => waitsSince() ?? []);
      const waitsMs = Date.now() - since.reduce((oldest, at) => Math.min(oldest, at), Date.now());
      return {
        ...seen,
        waiting: outboxes.reduce((sum, { size }) => sum + size(), 0),
        answers: new Map(answers),
        slowestNewMs: Math.max(seen.slowestNewMs, waitsMs),
      };
    },
    ended,
  };
};
