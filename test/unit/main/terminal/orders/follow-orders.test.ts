import { describe, expect, it } from 'vitest';
import { followOrders } from '../../../../../main/terminal/orders/follow-orders.ts';
import { settle } from '../../hand-clock.ts';
import { signedCommand } from './command-for-test.ts';
import { orderWorld } from './orders-for-test.ts';

const following = () => {
  let setAddressed: () => void = () => undefined;
  const isAddressed = new Promise<void>((resolve) => {
    setAddressed = resolve;
  });
  const opened: number[] = [];
  const streams: ReadableStreamDefaultController<Uint8Array>[] = [];
  const signals: AbortSignal[] = [];
  const open = (version: number, signal: AbortSignal) => {
    opened.push(version);
    signals.push(signal);
    const stream = new ReadableStream<Uint8Array>({ start: (controller) => void streams.push(controller) });
    return Promise.resolve({ ok: true, value: stream } as const);
  };
  const world = orderWorld({}, {}, (ports) => followOrders({ ...ports, isAddressed, open, random: () => 0 }));
  const send = async (number: number): Promise<void> => {
    const order = JSON.stringify(signedCommand(number, { act: 'unlock' }));
    streams.at(-1)?.enqueue(new TextEncoder().encode(`data: ${order}\n\n`));
    await settle();
  };
  return { world, opened, signals, send, setAddressed: () => setAddressed() };
};

describe('the stream of orders', () => {
  it('is opened once the terminal knows who it is to its city, and obeyed', async () => {
    const { world, opened, send, setAddressed } = following();
    await settle();
    expect(opened).toEqual([]);
    setAddressed();
    await settle();
    await send(7);
    expect(world.done).toEqual(['unlock']);
    expect([opened, world.orders.version()]).toEqual([[0], 7]);
    world.orders.stop();
  });

  it('ends with the terminal', async () => {
    const { world, opened, signals, setAddressed } = following();
    setAddressed();
    await settle();
    world.orders.stop();
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
    await world.clock.pass(120_000);
    expect(opened).toHaveLength(1);
  });

  it('is never opened at a terminal that has closed before', async () => {
    const { world, opened, setAddressed } = following();
    world.orders.stop();
    setAddressed();
    await settle();
    expect(opened).toEqual([]);
  });
});
