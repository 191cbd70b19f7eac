import { setTimeout as wait } from 'node:timers/promises';
import { openStore } from '../../../city/store/open-store.ts';
import { createDatabase, startPostgres } from '../../postgres.ts';
import { seatTerminals, terminalsNamed } from '../../seat-terminals.ts';
import { memoryOf, processorTimeOf } from '../process-tree.ts';
import { startCityProcess } from './city-process.ts';
import { startFleetProcess } from './fleet-process.ts';

export interface StormPlan {
  readonly returning: number;
  /** Those who were not cut off: what they tell meanwhile must not wait. */
  readonly others: number;
  readonly backlogMinutes: number;
  /** As terminals spread their coming back. */
  readonly comeWithinSeconds: number;
  /** For so long they are watched afterwards. */
  readonly steadySeconds: number;
}

/** The storm of the issue. */
export const WHOLE_STORM: StormPlan = {
  returning: 5_000,
  others: 200,
  backlogMinutes: 60,
  comeWithinSeconds: 60,
  steadySeconds: 60,
};

const PATIENCE_MS = 8 * 60_000;
const LOOK_EVERY_MS = 500;

export interface StormCost {
  /** From the first that comes back until all have come and nothing waits; infinite when that was not to be waited for. */
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

/** Terminals come back with a backlog each, to one city process on a PostgreSQL that writes to the disk before it answers. */
export const measureStorm = async (plan: StormPlan): Promise<StormCost> => {
  const postgres = await startPostgres(true);
  try {
    const databaseUrl = await createDatabase(postgres.url);
    const { db, close } = await openStore({ databaseUrl });
    const returning = await seatTerminals(db, terminalsNamed('storm', plan.returning));
    const others = await seatTerminals(db, terminalsNamed('other', plan.others));
    await close();
    const server = await startCityProcess(databaseUrl);
    const [storm, calm] = [startFleetProcess(), startFleetProcess()];
    try {
      const shared = { cities: [server.url] };
      calm.start({ ...shared, terminals: [...others], backlog: 0, comeWithinSeconds: 1 });
      while ((await calm.count()).listening < plan.others) await wait(LOOK_EVERY_MS);
      const started = performance.now();
      const usedBefore = processorTimeOf(server.pid);
      const { backlogMinutes: backlog, comeWithinSeconds } = plan;
      storm.start({ ...shared, terminals: [...returning], backlog, comeWithinSeconds });
      let memory = 0;
      const isOver = async (): Promise<boolean> => {
        memory = Math.max(memory, memoryOf(server.pid));
        const { came, waiting } = await storm.count();
        return came === plan.returning && waiting === 0;
      };
      while (!(await isOver()) && performance.now() - started < PATIENCE_MS) await wait(LOOK_EVERY_MS);
      const seconds = (performance.now() - started) / 1000;
      const usedInStorm = processorTimeOf(server.pid) - usedBefore;
      const drainedSeconds = (await storm.count()).waiting === 0 ? seconds : Number.POSITIVE_INFINITY;

      const steadyFrom = processorTimeOf(server.pid);
      await wait(plan.steadySeconds * 1000);
      await isOver();
      const usedSteady = processorTimeOf(server.pid) - steadyFrom;
      const [ofStorm, ofCalm] = [await storm.count(), await calm.count()];
      return {
        drainedSeconds,
        events: ofStorm.taken,
        failures: ofStorm.failures + ofCalm.failures,
        slowestOfOthersMs: ofCalm.slowestNewMs,
        memory,
        processorInStorm: (usedInStorm / seconds) * 100,
        processorAfterwards: (usedSteady / plan.steadySeconds) * 100,
      };
    } finally {
      await Promise.all([storm.stop(), calm.stop()]);
      await server.stop();
    }
  } finally {
    await postgres.close();
  }
};
