import type { Answer } from '../../link/city.ts';
import { keepOrderStream } from '../../link/order-stream.ts';
import { startOrders, type OrderPorts, type Orders } from './orders.ts';

export interface FollowedOrderPorts extends OrderPorts {
  /** Resolves once the terminal knows to which site and ring it belongs. */
  readonly isAddressed: Promise<void>;
  /** Opens the stream of what follows a version. */
  readonly open: (version: number, signal: AbortSignal) => Promise<Answer<ReadableStream<Uint8Array>>>;
  /** Random number in [0, 1). */
  readonly random: () => number;
}

/** Obeys the city, what was kept first, then what its stream brings. */
export const followOrders = ({ isAddressed, open, random, ...ports }: FollowedOrderPorts): Orders => {
  const orders = startOrders(ports);
  let isStopped = false;
  let stopStream: () => void = () => undefined;
  void isAddressed.then(() => {
    if (isStopped) return;
    stopStream = keepOrderStream({
      open: (signal) => open(orders.version(), signal),
      heard: orders.heard,
      oversize: orders.oversize,
      random,
      after: ports.after,
    });
  });
  return {
    ...orders,
    stop: () => {
      isStopped = true;
      stopStream();
      orders.stop();
    },
  };
};
