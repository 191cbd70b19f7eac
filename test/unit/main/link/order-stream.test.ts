import { afterEach, describe, expect, it } from 'vitest';
import type { Answer } from '../../../../main/link/city.ts';
import { keepOrderStream } from '../../../../main/link/order-stream.ts';
import { handClock, settle } from '../hand-clock.ts';

type Line = ReadableStreamDefaultController<Uint8Array>;

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

let stop: () => void = () => undefined;
afterEach(() => stop());

/** A city whose streams the test holds. */
const streamsForTest = (answer: 'stream' | 'away' = 'stream') => {
  const clock = handClock();
  const lines: Line[] = [];
  const heard: string[] = [];
  const waits: number[] = [];
  const world = { answer, opened: 0, cancelled: 0 };
  stop = keepOrderStream({
    open: (signal): Promise<Answer<ReadableStream<Uint8Array>>> => {
      world.opened += 1;
      if (world.answer === 'away') return Promise.resolve({ ok: false, code: 'city-unreachable' });
      const value = new ReadableStream<Uint8Array>({
        start: (line) => {
          lines.push(line);
          signal.addEventListener('abort', () => line.error(signal.reason));
        },
        cancel: () => {
          world.cancelled += 1;
        },
      });
      return Promise.resolve({ ok: true, value });
    },
    heard: (data) => heard.push(data),
    oversize: () => heard.push('oversize'),
    random: () => 0.999_999,
    after: (milliseconds, work) => {
      waits.push(Math.round(milliseconds));
      const id = clock.setTimeout(work, milliseconds);
      return () => clock.clearTimeout(id);
    },
  });
  return { clock, lines, heard, waits, world };
};

/** Reading takes a few turns. */
const read = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn += 1) await settle();
};

describe('the stream of orders', () => {
  it('is read as it comes', async () => {
    const { lines, heard } = streamsForTest();
    await read();
    lines[0]?.enqueue(bytes(': ping\n\ndata: on'));
    lines[0]?.enqueue(bytes('e\n\ndata: two\n\n'));
    await read();
    expect(heard).toEqual(['one', 'two']);
  });

  it('is opened again after its end, and after each failure later, but never too late', async () => {
    const { clock, lines, waits, world } = streamsForTest();
    await read();
    lines[0]?.enqueue(bytes(':\n\n'));
    await read();
    world.answer = 'away';
    lines[0]?.close();
    await read();
    for (let time = 0; time < 9; time += 1) {
      await clock.pass(waits.at(-1) ?? 0);
      await read();
    }
    const SILENCE = 45_000;
    expect(waits.filter((wait) => wait !== SILENCE)).toEqual(
      [2, 4, 8, 16, 32, 60, 60, 60, 60, 60].map((seconds) => seconds * 1000),
    );
    expect(world.opened).toBe(10);
  });

  it('lets the city say how long to wait, within bounds', async () => {
    const { lines, waits } = streamsForTest();
    await read();
    lines[0]?.enqueue(bytes('retry: 500\n\n'));
    await read();
    lines[0]?.close();
    await read();
    expect(waits.at(-1)).toBe(500);
  });

  it.each([
    ['retry: 0\n\n', 100],
    ['retry: 99999999\n\n', 60_000],
  ])('%j is not taken at its word', async (text, wait) => {
    const { lines, waits } = streamsForTest();
    await read();
    lines[0]?.enqueue(bytes(text));
    await read();
    lines[0]?.error(new Error('cut'));
    await read();
    expect(waits.at(-1)).toBe(wait);
  });

  it('that is silent for too long is a line that was cut', async () => {
    const { clock, lines, world } = streamsForTest();
    await read();
    await clock.pass(44_000);
    lines[0]?.enqueue(bytes(':\n\n'));
    await read();
    await clock.pass(44_000);
    expect(world.opened).toBe(1);
    await clock.pass(1_000);
    await read();
    await clock.pass(2_000);
    await read();
    expect(world.opened).toBe(2);
  });

  it('is let go of at the end', async () => {
    const { clock, lines, heard, world } = streamsForTest();
    await read();
    stop();
    await read();
    expect(() => lines[0]?.enqueue(bytes('data: late\n\n'))).toThrow();
    await clock.pass(10 * 60_000);
    expect([world.opened, heard]).toEqual([1, []]);
  });
});
