import { type FleetCount, type OrderStep, startFleet } from '../../../city/simulate/fleet.ts';
import { fleetCountSchema, fleetRequestSchema, orderTimesSchema } from './fleet-messages.ts';

const SERVER_ERROR = 500;

const stop = new AbortController();
const fleets: { readonly count: () => FleetCount }[] = [];
const times = new Map<string, Record<OrderStep, number[]>>();

const timesOf = (order: string): Record<OrderStep, number[]> => {
  const known = times.get(order) ?? { accepted: [], stored: [] };
  times.set(order, known);
  return known;
};

const failuresIn = ({ answers }: FleetCount): number =>
  [...answers].reduce((sum, [status, many]) => sum + (status === 0 || status >= SERVER_ERROR ? many : 0), 0);

const countAll = () => {
  const counts = fleets.map(({ count }) => count());
  const sum = (of: (count: FleetCount) => number): number => counts.reduce((total, count) => total + of(count), 0);
  return fleetCountSchema.parse({
    came: sum(({ came }) => came),
    listening: sum(({ listening }) => listening),
    taken: sum(({ taken }) => taken),
    waiting: sum(({ waiting }) => waiting),
    refused: sum(({ refused }) => refused),
    failures: sum(failuresIn),
    slowestNewMs: Math.max(0, ...counts.map(({ slowestNewMs }) => slowestNewMs)),
  });
};

/** Does as it is told by the process that started it, and ends with it. */
process.on('message', (message) => {
  const request = fleetRequestSchema.parse(message);
  switch (request.kind) {
    case 'start': {
      const { cities, terminals, backlog, comeWithinSeconds } = request;
      const told = (step: OrderStep, order: string): void => void timesOf(order)[step].push(Date.now());
      cities.forEach((city, index) => {
        const own = terminals.filter((_, place) => place % cities.length === index);
        const shared = { city: new URL(city), backlog, comeWithinSeconds, told, stop: stop.signal };
        fleets.push(startFleet({ ...shared, terminals: own }));
      });
      break;
    }
    case 'count':
      process.send?.(countAll());
      break;
    case 'order':
      process.send?.(orderTimesSchema.parse(timesOf(request.id)));
  }
});
process.once('disconnect', () => process.exit());
