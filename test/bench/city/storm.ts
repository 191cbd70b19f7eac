import { setTimeout as wait } from 'node:timers/promises';
import { type FleetCount, startFleet } from '../../../city/simulate/fleet.ts';
import { openStore } from '../../../city/store/open-store.ts';
import { createDatabase, startPostgres } from '../../postgres.ts';
import { seatTerminals } from '../../seat-terminals.ts';
import { memoryOf, processorTimeOf } from '../process-tree.ts';
import { startCityProcess } from './city-process.ts';

const RETURNING = 5_000;
/** Those who were not cut off: what they tell meanwhile must not wait. */
const OTHERS = 200;
const BACKLOG_MINUTES = 60;
/** As terminals spread their coming back. */
const COME_WITHIN_SECONDS = 60;
const PATIENCE_MS = 8 * 60_000;
const STEADY_MS = 60_000;
const LOOK_EVERY_MS = 500;

const SERVER_ERROR = 500;

export interface StormCost {
  /** From the first that comes back until nothing waits. */
  readonly drainedSeconds: number;
  readonly events: number;
  /** Answers of 500 and more, and none at all. */
  readonly failures: number;
  readonly slowestOfOthersMs: number;
  /** The most that the city process held, in MiB. */
  readonly memory: number;
  /** Of one core: while the storm lasts, and afterwards when all report each minute. */
  readonly processorInStorm: number;
  readonly processorAfterwards: number;
}

const failuresIn = ({ answers }: FleetCount): number =>
  [...answers].reduce((sum, [status, times]) => sum + (status === 0 || status >= SERVER_ERROR ? times : 0), 0);

/** 5,000 terminals come back with an hour's backlog each, to one city process on PostgreSQL. */
export const measureStorm = async (): Promise<StormCost> => {
  const postgres = await startPostgres(true);
  try {
    const databaseUrl = await createDatabase(postgres.url);
    const called = (name: string, number: number) => Array.from({ length: number }, (_, index) => `${name}-${index}`);
    const { db, close } = await openStore({ databaseUrl });
    const returning = await seatTerminals(db, called('storm', RETURNING));
    const others = await seatTerminals(db, called('other', OTHERS));
    await close();
    const server = await startCityProcess(databaseUrl);
    const stop = new AbortController();
    const shared = { city: new URL(server.url), stop: stop.signal };
    try {
      const calm = startFleet({ ...shared, terminals: others, backlog: 0, comeWithinSeconds: 1 });
      const started = performance.now();
      const usedBefore = processorTimeOf(server.pid);
      const storm = startFleet({
        ...{ ...shared, terminals: returning, backlog: BACKLOG_MINUTES, comeWithinSeconds: COME_WITHIN_SECONDS },
      });
      let memory = 0;
      const isOver = (): boolean => {
        memory = Math.max(memory, memoryOf(server.pid));
        const { taken } = storm.count();
        return taken >= RETURNING * BACKLOG_MINUTES || performance.now() - started > PATIENCE_MS;
      };
      while (!isOver()) await wait(LOOK_EVERY_MS);
      const drainedSeconds = (performance.now() - started) / 1000;
      const usedInStorm = processorTimeOf(server.pid) - usedBefore;
      const events = storm.count().taken;

      const steadyFrom = processorTimeOf(server.pid);
      await wait(STEADY_MS);
      isOver();
      const usedSteady = processorTimeOf(server.pid) - steadyFrom;
      return {
        drainedSeconds,
        events,
        failures: failuresIn(storm.count()) + failuresIn(calm.count()),
        slowestOfOthersMs: calm.count().slowestNewMs,
        memory,
        processorInStorm: (usedInStorm / drainedSeconds) * 100,
        processorAfterwards: (usedSteady / (STEADY_MS / 1000)) * 100,
      };
    } finally {
      stop.abort();
      await server.stop();
    }
  } finally {
    await postgres.close();
  }
};
