import type { Answer } from './city.ts';
import { createEventStreamReader } from './event-stream.ts';
import { fullJitter } from './full-jitter.ts';

export interface OrderStreamPorts {
  /** Opens the stream; its bytes come until the city or `signal` ends it. */
  readonly open: (signal: AbortSignal) => Promise<Answer<ReadableStream<Uint8Array>>>;
  /** The data of one event. */
  readonly heard: (data: string) => void;
  readonly oversize: () => void;
  /** Random number in [0, 1). */
  readonly random: () => number;
  /** Runs `work` after `milliseconds`; returns the way to call it off. */
  readonly after: (milliseconds: number, work: () => void) => () => void;
}

/** More than any signed command, in base64url and JSON. */
const EVENT_MAX = 64 * 1024;

/** The city sends a comment every 15 seconds: so long a silence is a line that is cut without a word. */
const SILENT_AFTER_MS = 45_000;

const RETRY = { least: 100, first: 2_000, most: 60_000 } as const;

/**
 * Keeps one stream of orders open, for as long as the terminal runs; after an end it waits (see {@link fullJitter}).
 * @returns the way to stop
 */
export const keepOrderStream = (ports: OrderStreamPorts): (() => void) => {
  let failures = 0;
  let retry: number = RETRY.first;
  let isStopped = false;
  let callOff: () => void = () => undefined;
  let stopReading: () => void = () => undefined;

  const read = async (body: ReadableStream<Uint8Array>, signsOfLife: () => void): Promise<void> => {
    const take = createEventStreamReader(EVENT_MAX, {
      event: ports.heard,
      retry: (milliseconds) => {
        retry = Math.min(RETRY.most, Math.max(RETRY.least, milliseconds));
      },
      oversize: ports.oversize,
    });
    const reader = body.getReader();
    const decoder = new TextDecoder();
    const cancel = stopReading;
    stopReading = () => {
      cancel();
      void reader.cancel().catch(() => undefined);
    };
    for (;;) {
      const chunk: { readonly value?: unknown } = await reader.read();
      if (isStopped || !(chunk.value instanceof Uint8Array)) return;
      failures = 0;
      signsOfLife();
      take(decoder.decode(chunk.value, { stream: true }));
    }
  };

  const once = async (): Promise<void> => {
    const end = new AbortController();
    let callOffSilence: () => void = () => undefined;
    stopReading = () => end.abort();
    const signsOfLife = (): void => {
      callOffSilence();
      callOffSilence = ports.after(SILENT_AFTER_MS, () => stopReading());
    };
    signsOfLife();
    try {
      const answer = await ports.open(end.signal);
      if (answer.ok) await read(answer.value, signsOfLife);
    } catch {
      // The line was cut: the same as an end.
    } finally {
      callOffSilence();
    }
  };

  const run = async (): Promise<void> => {
    await once();
    if (isStopped) return;
    const wait = fullJitter(failures, { first: retry, most: RETRY.most }, ports.random());
    failures += 1;
    callOff = ports.after(wait, () => void run());
  };
  void run();

  return () => {
    isStopped = true;
    callOff();
    stopReading();
  };
};
