import { setTimeout as wait } from 'node:timers/promises';
import { withAdmin } from '../../../city/admin/with-admin.ts';
import { openStore } from '../../../city/store/open-store.ts';
import { createDatabase, startPostgres } from '../../postgres.ts';
import { seatTerminals, terminalsNamed } from '../../seat-terminals.ts';
import { percentile } from '../percentile.ts';
import { memoryOf, processorTimeOf } from '../process-tree.ts';
import { startCityProcess } from './city-process.ts';
import { startFleetProcess } from './fleet-process.ts';

export interface FleetPlan {
  readonly terminals: number;
  /** City endpoints on one PostgreSQL, each with its share of the terminals. */
  readonly cities: number;
  readonly comeWithinSeconds: number;
  /** For so long they are watched once all are connected. */
  readonly steadySeconds: number;
  readonly commands: number;
}

/** The fleet of the issue: as many as a large city could ever have. */
export const WHOLE_FLEET: FleetPlan = {
  terminals: 5_000,
  cities: 1,
  comeWithinSeconds: 60,
  steadySeconds: 180,
  commands: 10,
};

export interface FleetCost {
  /** Of one core, in per cent, of the busiest city process, while all are connected and nothing is ordered. */
  readonly processor: number;
  /** The most that one city process held until the end, in MiB (PSS). */
  readonly memory: number;
  /** Seconds from a command to its acceptance at 99 of 100 terminals, command by command; infinite when it never came. */
  readonly accepted: readonly number[];
  /** Until the city had the terminal's word for it in its store, and had said so. */
  readonly stored: readonly number[];
  /** Answers of 500 and more, and none at all. */
  readonly failures: number;
  /** What a terminal did not believe. */
  readonly refused: number;
  readonly slowestNewMs: number;
}

const PATIENCE_MS = 5 * 60_000;
const COMMAND_PATIENCE_MS = 60_000;
const LOOK_EVERY_MS = 250;
/** Commands do not come one on top of the other. */
const BETWEEN_COMMANDS_MS = 2_000;
const SHARE = 0.99;

/** @returns seconds until so many terminals had come so far; infinite when they had not */
const secondsTo = (times: readonly number[], from: number, terminals: number): number => {
  const missing = Array.from({ length: terminals - times.length }, () => Number.POSITIVE_INFINITY);
  return percentile([...times.map((at) => (at - from) / 1000), ...missing], SHARE);
};

/**
 * A fleet in a process of its own that does what terminals do, on city endpoints in processes of their own and one
 * PostgreSQL that writes to the disk before it answers; then commands to all of them, given as an operator gives them.
 * @throws Error when they do not all come
 */
export const measureFleet = async (plan: FleetPlan): Promise<FleetCost> => {
  const postgres = await startPostgres(true);
  try {
    const databaseUrl = await createDatabase(postgres.url);
    const { db, close } = await openStore({ databaseUrl });
    const terminals = await seatTerminals(db, terminalsNamed('fleet', plan.terminals));
    await close();
    const cities = await Promise.all(Array.from({ length: plan.cities }, () => startCityProcess(databaseUrl)));
    const fleet = startFleetProcess();
    try {
      const { comeWithinSeconds } = plan;
      fleet.start({ cities: cities.map(({ url }) => url), terminals: [...terminals], backlog: 0, comeWithinSeconds });
      const givingUp = performance.now() + PATIENCE_MS;
      while ((await fleet.count()).listening < plan.terminals) {
        if (performance.now() > givingUp) throw new Error('Not all terminals came.');
        await wait(LOOK_EVERY_MS);
      }

      let memory = 0;
      const look = (): void => {
        memory = Math.max(memory, ...cities.map(({ pid }) => memoryOf(pid)));
      };
      const before = cities.map(({ pid }) => processorTimeOf(pid));
      await wait(plan.steadySeconds * 1000);
      const used = cities.map(({ pid }, place) => processorTimeOf(pid) - (before[place] ?? 0));
      look();

      const accepted: number[] = [];
      const stored: number[] = [];
      await withAdmin({ databaseUrl }, async (admin) => {
        for (let number = 0; number < plan.commands; number += 1) {
          const from = Date.now();
          const { id } = await admin.sendCommand({
            ...{ audience: { all: true }, command: { act: 'identify' }, validSeconds: 60, by: 'bench' },
          });
          let times = await fleet.order(id);
          while (times.stored.length < plan.terminals && Date.now() < from + COMMAND_PATIENCE_MS) {
            await wait(LOOK_EVERY_MS);
            times = await fleet.order(id);
          }
          look();
          accepted.push(secondsTo(times.accepted, from, plan.terminals));
          stored.push(secondsTo(times.stored, from, plan.terminals));
          await wait(BETWEEN_COMMANDS_MS);
        }
      });
      const { failures, refused, slowestNewMs } = await fleet.count();
      const processor = (Math.max(...used) / plan.steadySeconds) * 100;
      return { processor, memory, accepted, stored, failures, refused, slowestNewMs };
    } finally {
      await fleet.stop();
      await Promise.all(cities.map(({ stop }) => stop()));
    }
  } finally {
    await postgres.close();
  }
};
