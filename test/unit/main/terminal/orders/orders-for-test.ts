import type { Command } from '../../../../../contract/command.ts';
import type { EventData } from '../../../../../contract/events.ts';
import type { StateFile } from '../../../../../main/terminal/state.ts';
import { openState } from '../../../../../main/terminal/state.ts';
import type { RootVerb } from '../../../../../main/machine/ask-root.ts';
import { startOrders, type OrderPorts, type Orders } from '../../../../../main/terminal/orders/orders.ts';
import { handClock, settle, type HandClock } from '../../hand-clock.ts';
import { MEETING_CLEAN } from '../../visit/visit-for-test.ts';
import { CITY } from '../sign-as-city.ts';
import { identityAt, keptState } from '../terminal-for-test.ts';
import { orderId, signedCommand } from './command-for-test.ts';

/** A terminal as far as orders know it. */
export interface OrderWorld {
  readonly orders: Orders;
  readonly clock: HandClock;
  readonly file: StateFile & { readonly kept: () => unknown };
  /** Results as they were told: `1 lock accepted`. */
  readonly told: string[];
  readonly results: EventData<'stadtfenster.order.result'>[];
  readonly refusals: string[];
  /** What was really done. */
  readonly done: string[];
  /** Somebody comes or goes. */
  visit(isThere: boolean): void;
  /** The n-th command comes. */
  give(number: number, command: Command, change?: object): Promise<void>;
  isBlocked: boolean;
}

/**
 * @param before the disk, the clock and the machine that another process has left
 * @param start how it begins to obey
 */
export const orderWorld = (
  ports: Partial<OrderPorts> = {},
  before: { readonly file?: OrderWorld['file']; readonly clock?: HandClock } = {},
  start: (ports: OrderPorts) => Orders = startOrders,
): OrderWorld => {
  const clock = before.clock ?? handClock();
  const file = before.file ?? keptState({ identity: identityAt('https://city.example/'), cityKeys: [CITY.key] });
  const told: string[] = [];
  const results: OrderWorld['results'] = [];
  const refusals: string[] = [];
  const done: string[] = [];
  let isVisited = false;
  const note =
    <T>(what: string, answer: T) =>
    (): Promise<T> => {
      done.push(what);
      return Promise.resolve(answer);
    };
  const world: Omit<OrderWorld, 'orders'> & { orders: Orders | null } = {
    orders: null,
    clock,
    file,
    told,
    results,
    refusals,
    done,
    isBlocked: false,
    visit: (isThere) => {
      isVisited = isThere;
      world.orders?.visitChanged();
    },
    give: async (number, command, change = {}) => {
      world.orders?.heard(JSON.stringify(signedCommand(number, command, change)));
      await settle();
    },
  };
  const orders = start({
    state: openState(file),
    addressee: () => ({ terminal: 'bibliothek-1', site: 'Bibliothek', ring: 'standard' }),
    askPlace: () => Promise.resolve(),
    now: clock.now,
    machineNow: clock.now,
    after: (milliseconds, work) => {
      const id = clock.setTimeout(work, milliseconds);
      return () => clock.clearTimeout(id);
    },
    boot: 'boot-1',
    record: (result) => {
      results.push(result);
      const number = Number(result.order.slice(-12));
      told.push([number, result.act, result.state, ...(result.reason === undefined ? [] : [result.reason])].join(' '));
      return Promise.resolve(true);
    },
    refused: (code, amount) => refusals.push(amount === undefined ? code : `${code} ${amount}`),
    changed: () => undefined,
    isVisited: () => isVisited,
    isBlocked: () => world.isBlocked,
    endVisit: () => {
      done.push('end visit');
      world.visit(false);
    },
    setLock: (lock) => void done.push(lock === null ? 'unlock' : `lock ${lock.message?.de ?? ''}`.trim()),
    reloadConfiguration: note('reload', 'taken' as const),
    // The process ends: nothing comes back.
    restart: () => {
      done.push('restart');
      return Promise.resolve();
    },
    root: (verb: RootVerb) => note(verb, 'accepted' as const)(),
    log: () => [{ at: 1, kind: 'visit.ended', detail: 'left' }],
    picture: note('picture', new Uint8Array([0xff, 0xd8, 0xff])),
    wipe: note('wipe', MEETING_CLEAN),
    attach: (order, kind, body) => {
      done.push(`attach ${kind} ${Buffer.from(body).toString(kind === 'log' ? 'utf8' : 'hex')}`);
      return Promise.resolve(order === orderId(Number(order.slice(-12))));
    },
    ...ports,
  });
  world.orders = orders;
  return Object.assign(world, { orders });
};
