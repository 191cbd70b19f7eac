import { z } from 'zod';
import { messageSchema } from '../../contract/message.ts';
import { roomSchema } from '../../contract/room.ts';
import { publicKeySchema, signedEnvelopeSchema } from '../../contract/signed.ts';
import { identitySchema, refusalSchema } from './identity.ts';

/** What a terminal remembers of commands; an entry that waits is read by orders/order-memory.ts, when there is time. */
export const keptOrdersSchema = z.object({
  /** The highest version that has come. */
  version: z.int().min(0),
  /** Commands that have come, and how long that is kept (milliseconds since 1970). */
  known: z.array(z.object({ id: z.string(), until: z.number() })),
  /** Those that are not carried out yet, in the order in which they came. */
  open: z.array(z.unknown()),
});
export type KeptOrders = z.infer<typeof keptOrdersSchema>;

const NO_ORDERS: KeptOrders = { version: 0, known: [], open: [] };

/** The terminal's small lasting state. Nothing of a visit is ever in it. */
export const terminalStateSchema = z.object({
  identity: identitySchema.nullable().default(null),
  /** Why the city gives no token any more; null while it does. */
  refusal: refusalSchema.nullable().default(null),
  /** The last good configuration as it came, so that the terminal works while the city is away. */
  signedConfiguration: signedEnvelopeSchema.nullable().default(null),
  /** With which the city signs: got at the enrolment, and no other is believed. */
  cityKeys: z.array(publicKeySchema).max(8).default([]),
  /** The last room list, without who is in: that would be out of date. */
  rooms: z
    .object({ at: z.number(), list: z.array(roomSchema) })
    .nullable()
    .default(null),
  /** Wrong PINs in a row, and when the last one was typed: a restart is no way round the waiting. */
  wrongPins: z.object({ count: z.int().min(0), at: z.number() }).default({ count: 0, at: 0 }),
  /** A wipe has failed, and no good one has followed yet. */
  wipeFailed: z.boolean().default(false),
  // What cannot be read of them must not cost the identity beside it.
  orders: keptOrdersSchema.default(NO_ORDERS).catch(NO_ORDERS),
  /** The city has locked the terminal, with a few words or none; null when it is free. */
  lock: z.object({ message: messageSchema.nullable() }).nullable().default(null),
});
export type TerminalState = z.infer<typeof terminalStateSchema>;

/** What a terminal no longer knows that has left its city. */
export const FORGOTTEN = {
  identity: null,
  refusal: null,
  signedConfiguration: null,
  cityKeys: [],
  rooms: null,
  orders: NO_ORDERS,
  lock: null,
} satisfies Partial<TerminalState>;

export type StateProblem = 'state-malformed' | 'state-unwritable';

/** Lasting state that survives a missing, empty, malformed or read-only file: it goes on in memory. */
export interface StateStore {
  read(): TerminalState;
  write(change: Partial<TerminalState>): void;
  /** What went wrong so far, each once. */
  problems(): readonly StateProblem[];
}

/** The file under the store; throws like electron-store does. */
export interface StateFile {
  load(): unknown;
  save(state: TerminalState): void;
  /** Puts a file that cannot be read aside, so that staff can look at it. */
  setAside(): void;
  loadBackup(): unknown;
  saveBackup(state: TerminalState): void;
}

const EMPTY: TerminalState = terminalStateSchema.parse({});

const attempt = (read: () => unknown): TerminalState | null => {
  try {
    const parsed = terminalStateSchema.safeParse(read());
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
};

/**
 * Opens the state: the file if it holds an identity, else its backup, else empty. A file that exists but
 * cannot be understood is put aside and reported, never silently overwritten (a terminal's identity is in it).
 */
export const openState = (file: StateFile): StateStore => {
  const problems = new Set<StateProblem>();
  let state = attempt(() => file.load());
  // A lost file reads as an empty one; whether it was the first start, the backup knows.
  if (state?.identity === null) state = attempt(() => file.loadBackup()) ?? state;
  if (state === null) {
    problems.add('state-malformed');
    try {
      file.setAside();
    } catch {
      problems.add('state-unwritable');
    }
    state = attempt(() => file.loadBackup()) ?? EMPTY;
  }
  let current = state;
  const save = (): void => {
    try {
      file.save(current);
      file.saveBackup(current);
    } catch {
      problems.add('state-unwritable');
    }
  };
  if (problems.size > 0) save();
  return {
    read: () => current,
    write: (change) => {
      const next = { ...current, ...change };
      if (JSON.stringify(next) === JSON.stringify(current)) return;
      current = next;
      save();
    },
    problems: () => [...problems],
  };
};
