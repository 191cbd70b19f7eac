import { z } from 'zod';
import { commandSchema, orderIdSchema, type SignedCommand } from '../../../contract/command.ts';
import { EVENT_DATA } from '../../../contract/events.ts';
import type { StateStore } from '../state.ts';

const outcomeSchema = EVENT_DATA['stadtfenster.order.result'].pick({ state: true, reason: true, receipt: true });
/** What a command has come to. */
export type OrderOutcome = z.infer<typeof outcomeSchema>;

const openCommandSchema = z.object({
  id: orderIdSchema,
  command: commandSchema,
  /** Milliseconds since 1970, in the city's clock. */
  expiresAt: z.number(),
  /** How the machine ran when it was begun; null while it waits. */
  begunIn: z.string().nullable(),
  /** How it ended, until that is told; null before. */
  outcome: outcomeSchema.nullable(),
});

/** A command of which the end is not told yet. */
export type OpenCommand = z.infer<typeof openCommandSchema>;

/** More than anybody gives to one terminal while somebody sits at it. */
export const OPEN_MAX = 20;

/** More than a city gives in a day; the version keeps out what has been forgotten. */
const KNOWN_MAX = 200;

/** The clock of whoever sends one again may be behind. */
const KNOWN_AFTER_EXPIRY_MS = 60 * 60_000;

/** What the terminal remembers of commands, on its disk: each is carried out once, also over a new start. */
export interface OrderMemory {
  /** The highest version that has come. */
  version(): number;
  knows(id: string): boolean;
  /** The commands of which the end is not told yet, in the order in which they came. */
  open(): readonly OpenCommand[];
  /**
   * It has come: that, its version and the command itself are kept in one write. Of a process that ends between two
   * the city would not give it again, and nobody would carry it out.
   * @param outcome what it has come to, when that is known at once
   */
  add(order: SignedCommand, outcome: OrderOutcome | null, now: number): OpenCommand;
  begin(id: string, boot: string): void;
  /** It is over, and this is to be told. */
  end(id: string, outcome: OrderOutcome): void;
  /** That is told: nothing more is to be remembered of it but its id. */
  forget(id: string): void;
  /** Whether the disk has taken all that. */
  isKept(): boolean;
}

/** Keeps what is remembered of orders in the state of the terminal. */
export const openOrderMemory = (state: StateStore): OrderMemory => {
  const open = (): readonly OpenCommand[] =>
    state.read().orders.open.flatMap((kept) => {
      const parsed = openCommandSchema.safeParse(kept);
      // Written by another version, whose commands this one no longer knows.
      return parsed.success ? [parsed.data] : [];
    });
  const keep = (changed: readonly OpenCommand[]): void =>
    state.write({ orders: { ...state.read().orders, open: [...changed] } });
  const change = (id: string, changed: Partial<OpenCommand>): void =>
    keep(open().map((order) => (order.id === id ? { ...order, ...changed } : order)));
  return {
    version: () => state.read().orders.version,
    knows: (id) => state.read().orders.known.some((known) => known.id === id),
    open,
    add: ({ id, version, command, expiresAt: end }, outcome, now) => {
      const expiresAt = Date.parse(end);
      const order: OpenCommand = { id, command, expiresAt, begunIn: null, outcome };
      const { orders } = state.read();
      const known = [
        ...orders.known.filter(({ until }) => until > now),
        { id, until: expiresAt + KNOWN_AFTER_EXPIRY_MS },
      ].slice(-KNOWN_MAX);
      state.write({ orders: { version: Math.max(orders.version, version), known, open: [...open(), order] } });
      return order;
    },
    begin: (id, boot) => change(id, { begunIn: boot }),
    end: (id, outcome) => change(id, { outcome }),
    forget: (id) => keep(open().filter((order) => order.id !== id)),
    isKept: () => !state.problems().includes('state-unwritable'),
  };
};
