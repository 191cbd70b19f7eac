import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { listEvents } from '../../city/events/event-store.ts';
import { openStore } from '../../city/store/open-store.ts';
import { buildTerminal } from './build-terminal.ts';
import { startChild, type Child } from './child.ts';
import { openProxy } from './proxy.ts';
import { seeded } from './seeded.ts';
import { mountSmallDisk } from './small-disk.ts';
import type { TerminalTask } from './terminal.ts';

export interface FaultOptions {
  readonly seed: number;
  readonly rounds: number;
  /** How many events a terminal records in each round, if it lives that long. */
  readonly eventsPerRound: number;
  /** Every so many rounds the city is killed, too. */
  readonly cityEvery: number;
  readonly breaks?: TerminalTask['breaks'];
  readonly say?: (line: string) => void;
}

/** What came of it. A number of the sequence is missing when no event in the store has it. */
export interface FaultReport {
  readonly given: number;
  readonly confirmed: number;
  readonly stored: number;
  /** Confirmed, and not in the store. */
  readonly lost: number;
  /** More than once in the store. */
  readonly doubled: number;
  /** Confirmed in another order than the numbers say. */
  readonly outOfOrder: number;
  /** Two events with one number. */
  readonly sameNumber: number;
  /** Runs of missing numbers, the first and the last of each: what the city sees of what was never confirmed. */
  readonly gaps: readonly (readonly [number, number])[];
  readonly terminalKills: number;
  readonly cityKills: number;
  /** Rounds in which the disk was full; null where no disk of its own may be mounted. */
  readonly fullDisks: number | null;
  readonly connections: Readonly<Record<string, number>>;
}

const CITY = path.join(import.meta.dirname, 'city.ts');
const TERMINAL = 'bibliothek-1';
/** The slowest store of a busy machine is there by then. */
const PATIENCE_MS = 120_000;
const TROUBLE = 0.9;
const KILL_WITHIN_MS = 40;
const CITY_KILL_WITHIN_MS = 1_000;
/** How long the disk stays full when nothing else ends it. */
const FULL_FOR_MS = 150;

const citySaysSchema = z.object({ port: z.int(), token: z.string() });

interface RunningCity {
  readonly child: Child;
  readonly port: number;
  readonly token: string;
}

const startCityProcess = (dataDir: string, terminal?: string): Promise<RunningCity> =>
  new Promise((resolve, reject) => {
    const child = startChild(
      ['--import', 'tsx', CITY, dataDir, ...(terminal === undefined ? [] : [terminal])],
      (line) => resolve({ child, ...citySaysSchema.parse(JSON.parse(line)) }),
    );
    void child.gone.then(() => reject(new Error('The city ended before it was there.')));
  });

const within = async <T>(what: string, work: Promise<T>): Promise<T> => {
  const patience = new AbortController();
  const late = pause(PATIENCE_MS, null, { signal: patience.signal }).then(() => {
    throw new Error(`${what} did not happen within ${PATIENCE_MS / 1000} s.`);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    late.catch(() => undefined);
    patience.abort();
  }
};

/** Runs of numbers that are missing between the first and the last. @param sequences in ascending order */
export const gapsIn = (sequences: readonly number[]): (readonly [number, number])[] =>
  sequences.flatMap((sequence, place) => {
    const before = sequences[place - 1] ?? sequence;
    return sequence > before + 1 ? [[before + 1, sequence - 1] as const] : [];
  });

/**
 * Kills terminal and city at random moments, fills the disk under the spool, and cuts, delays, doubles and damages the
 * line between them; then lets them finish in peace and compares what the terminal confirmed with what the city has.
 */
export const runFaults = async (options: FaultOptions): Promise<FaultReport> => {
  const { seed, rounds, eventsPerRound, cityEvery, breaks = 'none', say = () => undefined } = options;
  const random = seeded(seed);
  const root = mkdtempSync(path.join(tmpdir(), 'stadtfenster-faults-'));
  const disk = path.join(root, 'disk');
  const dataDir = path.join(root, 'city');
  mkdirSync(disk);
  const program = await buildTerminal();
  const small = mountSmallDisk(disk);

  /** Visits in the order in which the terminal was given them. */
  const given: string[] = [];
  const confirmed = new Set<string>();
  let terminalKills = 0;
  let cityKills = 0;
  let fullDisks = 0;
  const proxy = await openProxy(random);
  let city = await within('The start of the city', startCityProcess(dataDir, TERMINAL));
  const { token } = city;
  proxy.city = city.port;
  let terminal: Child | null = null;
  let cityBack = Promise.resolve();

  const killCity = async (): Promise<void> => {
    cityKills += 1;
    proxy.city = null;
    city.child.kill();
    await city.child.gone;
    city = await within('The return of the city', startCityProcess(dataDir));
    proxy.city = city.port;
  };

  /** Starts a terminal; `until` ends the waiting for it by the words that it says. */
  const runTerminal = (count: number, until: (word: string, confirmedSoFar: number) => boolean): Promise<Child> =>
    new Promise((resolve) => {
      let confirmedSoFar = 0;
      const task: TerminalTask = {
        folder: path.join(disk, 'spool'),
        city: `http://127.0.0.1:${proxy.port}/`,
        token,
        seed: Math.floor(random() * 2 ** 31),
        count,
        breaks,
      };
      const child = startChild([program, JSON.stringify(task)], (line) => {
        const [word = '', visit = ''] = line.split(' ');
        if (word === 'given') given.push(visit);
        if (word === 'confirmed') {
          confirmed.add(visit);
          confirmedSoFar += 1;
        }
        if (until(word, confirmedSoFar)) resolve(child);
      });
      terminal = child;
      void child.gone.then(() => resolve(child));
    });

  const killTerminal = async (child: Child): Promise<void> => {
    terminalKills += 1;
    child.kill();
    await child.gone;
  };

  const round = async (): Promise<void> => {
    const isDiskRound = small !== null && random() < 0.2;
    const killAfter = Math.floor(random() * eventsPerRound * 1.3);
    const child = await within(
      'A round',
      runTerminal(eventsPerRound, (word, count) => word === 'recorded' || count >= killAfter),
    );
    if (isDiskRound) {
      fullDisks += 1;
      small.fill();
      await pause(random() * FULL_FOR_MS);
      if (random() < 0.5) {
        // It starts once more on the full disk.
        await killTerminal(child);
        const again = await within(
          'A round on a full disk',
          runTerminal(10, (word) => word === 'recorded'),
        );
        small.makeRoom();
        await pause(random() * FULL_FOR_MS);
        await killTerminal(again);
        return;
      }
      small.makeRoom();
    }
    await pause(random() * KILL_WITHIN_MS);
    if (random() < 0.2) {
      child.end();
      await child.gone;
    } else {
      await killTerminal(child);
    }
  };

  try {
    for (let number = 1; number <= rounds; number += 1) {
      proxy.trouble = random() < 0.2 ? 0 : random() * TROUBLE;
      // The rounds go on while the city is away.
      if (number % cityEvery === 0) {
        await cityBack;
        cityBack = pause(random() * CITY_KILL_WITHIN_MS).then(killCity);
      }
      await round();
      if (number % 20 === 0) say(`round ${number}: ${given.length} given, ${confirmed.size} confirmed`);
    }
    await cityBack;
    proxy.trouble = 0;
    const last = await within(
      'The end of the backlog',
      runTerminal(1, (word) => word === 'empty'),
    );
    last.end();
    await last.gone;
    city.child.end();
    await city.child.gone;

    const store = await openStore({ folder: dataDir });
    const events = (await listEvents(store.db, { limit: Number.MAX_SAFE_INTEGER })).map(({ event }) => event);
    await store.close();
    const times = new Map<string, number>();
    const sequenceOf = new Map<string, number>();
    for (const event of events) {
      if (event.type !== 'stadtfenster.visit.started') continue;
      times.set(event.data.visit, (times.get(event.data.visit) ?? 0) + 1);
      sequenceOf.set(event.data.visit, event.sequence);
    }
    const order = given.flatMap((visit) => (confirmed.has(visit) ? (sequenceOf.get(visit) ?? []) : []));
    const sequences = events.map(({ sequence }) => sequence).sort((one, other) => one - other);
    return {
      given: given.length,
      confirmed: confirmed.size,
      stored: events.length,
      lost: [...confirmed].filter((visit) => !times.has(visit)).length,
      doubled: [...times.values()].filter((count) => count > 1).length,
      outOfOrder: order.filter((sequence, place) => place > 0 && sequence <= (order[place - 1] ?? 0)).length,
      sameNumber: sequences.length - new Set(sequences).size,
      gaps: gapsIn(sequences),
      terminalKills,
      cityKills,
      fullDisks: small === null ? null : fullDisks,
      connections: { ...proxy.fates },
    };
  } finally {
    for (const child of [terminal, city.child]) {
      child?.kill();
      await child?.gone;
    }
    proxy.close();
    small?.unmount();
    for (const folder of [root, path.dirname(program)]) rmSync(folder, { recursive: true, force: true });
  }
};
