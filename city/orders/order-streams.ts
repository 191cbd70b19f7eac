import { isMeant } from '../../contract/order.ts';
import { signEnvelope } from '../fleet/signing.ts';
import type { Database } from '../store/open-store.ts';
import { readAddressees } from './addressees.ts';
import { signedContentOf, type StoredCommand, validCommands } from './command-store.ts';
import type { Wake } from '../store/wake.ts';

/** The end of one stream that is held open by a terminal. */
export interface StreamEnd {
  /** Writes text into it. */
  readonly write: (text: string) => void;
  readonly end: () => void;
}

/** The streams that are held open in this process. */
export interface OrderStreams {
  /**
   * Gives a terminal, from now on, every command that is for it; an earlier stream of it ends.
   * @param after the highest version that it has
   * @returns to be called when the stream has ended
   */
  readonly open: (terminal: string, after: number, end: StreamEnd) => () => void;
  /** Ends all of them. */
  readonly close: () => void;
}

interface Held {
  readonly terminal: string;
  readonly end: StreamEnd;
  /** Up to here everything was given. */
  version: number;
  /** In pings: then the stream ends, and the terminal shows its token anew. */
  pingsLeft: number;
}

/** Proxies close a line on which nothing is said for a minute, some for half of it. */
const PING_MS = 15_000;

/** Within a quarter of an hour a terminal whose token was taken away hears nothing any more. */
const PINGS = { least: 40, most: 60 } as const;

/** As a server-sent event (HTML Living Standard, 9.2); JSON holds no line break. */
const eventOf = (version: number, envelope: object): string => `id: ${version}\ndata: ${JSON.stringify(envelope)}\n\n`;

/**
 * Fans commands out to the terminals that are connected with this process.
 * @param random number in [0, 1)
 */
export const holdOrderStreams = (
  db: Database,
  {
    now,
    wake,
    random,
  }: { readonly now: () => number; readonly wake: Pick<Wake, 'listen'>; readonly random: () => number },
): OrderStreams => {
  const streams = new Map<string, Held>();
  /** Each command is signed once for all terminals. */
  const signed = new Map<number, string>();
  let isPumping = false;
  let isAsked = false;

  const textOf = async (command: StoredCommand): Promise<string> => {
    const known = signed.get(command.version);
    if (known !== undefined) return known;
    const text = eventOf(command.version, await signEnvelope(db, signedContentOf(command)));
    signed.set(command.version, text);
    return text;
  };

  const pumpOnce = async (): Promise<void> => {
    const commands = await validCommands(db, now());
    const newest = commands.at(-1)?.version ?? 0;
    const versions = new Set(commands.map(({ version }) => version));
    for (const version of signed.keys()) if (!versions.has(version)) signed.delete(version);
    const behind = [...streams.values()].filter(({ version }) => version < newest);
    if (behind.length === 0) return;
    const addressees = await readAddressees(
      db,
      behind.map(({ terminal }) => terminal),
    );
    const oldest = Math.min(...behind.map(({ version }) => version));
    const texts = new Map<number, string>();
    for (const command of commands) {
      if (command.version > oldest) texts.set(command.version, await textOf(command));
    }
    for (const stream of behind) {
      const addressee = addressees.get(stream.terminal);
      for (const { version, audience } of commands) {
        if (addressee === undefined || version <= stream.version || !isMeant(audience, addressee)) continue;
        stream.end.write(texts.get(version) ?? '');
      }
      stream.version = newest;
    }
  };

  /** One at a time; whoever comes meanwhile is served by one more round. */
  const pump = async (): Promise<void> => {
    isAsked = true;
    if (isPumping) return;
    isPumping = true;
    try {
      while (isAsked) {
        isAsked = false;
        await pumpOnce();
      }
    } catch {
      // The store does not answer: the terminals come again, and find it when it does.
      for (const { end } of streams.values()) end.end();
    } finally {
      isPumping = false;
    }
  };

  const stopListening = wake.listen('orders', () => void pump());
  const pinging = setInterval(() => {
    for (const stream of streams.values()) {
      stream.pingsLeft -= 1;
      if (stream.pingsLeft <= 0) stream.end.end();
      else stream.end.write(':\n\n');
    }
  }, PING_MS);
  pinging.unref();

  return {
    open: (terminal, after, end) => {
      const stream: Held = {
        terminal,
        end,
        version: after,
        pingsLeft: PINGS.least + Math.floor(random() * (PINGS.most - PINGS.least)),
      };
      streams.get(terminal)?.end.end();
      streams.set(terminal, stream);
      void pump();
      return () => {
        if (streams.get(terminal) === stream) streams.delete(terminal);
      };
    },
    close: () => {
      clearInterval(pinging);
      stopListening();
      for (const { end } of streams.values()) end.end();
    },
  };
};
