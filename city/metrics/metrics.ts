import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Intake } from '../events/event-intake.ts';
import type { Store } from '../store/open-store.ts';

/** What a city endpoint counts and times, for Prometheus: by route and status, never by terminal, room or visit. */
export interface CityMetrics {
  /** @param route the pattern of the route, never the address itself; undefined when none matched */
  readonly answered: (method: string, route: string | undefined, status: number, seconds: number) => void;
  readonly taken: (intake: Intake) => void;
  /** All of it in Prometheus' text format, and the content type that says so. */
  readonly render: () => Promise<{ readonly type: string; readonly text: string }>;
}

/** Seconds. A list of rooms takes milliseconds, a join waits for the BBB server. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** @param poolUse what the store says of its connections */
export const createMetrics = (poolUse: Store['poolUse']): CityMetrics => {
  const registry = new Registry();
  const registers = [registry];
  // Memory, processor time and the lag of the event loop of this process.
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'stadtfenster_http_request_duration_seconds',
    help: 'Requests answered, and how long that took',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS,
    registers,
  });
  const events = new Counter({
    name: 'stadtfenster_events_total',
    help: 'Events taken from terminals: new ones, and those sent again',
    labelNames: ['outcome'],
    registers,
  });
  new Gauge({
    name: 'stadtfenster_store_connections',
    help: 'Connections to the database server, and requests that wait for one; none with the embedded store',
    labelNames: ['state'],
    registers,
    collect() {
      for (const [state, count] of Object.entries(poolUse() ?? {})) this.set({ state }, count);
    },
  });
  return {
    answered: (method, route = 'none', status, seconds) => requests.observe({ method, route, status }, seconds),
    taken: ({ accepted, duplicates }) => {
      events.inc({ outcome: 'accepted' }, accepted);
      events.inc({ outcome: 'duplicate' }, duplicates);
    },
    render: async () => ({ type: registry.contentType, text: await registry.metrics() }),
  };
};
