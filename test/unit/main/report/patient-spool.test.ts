import { describe, expect, it } from 'vitest';
import type { CityEvent } from '../../../../contract/events.ts';
import type { Waiting } from '../../../../main/report/drop-order.ts';
import { openNumberFile } from '../../../../main/report/number-file.ts';
import { createPatientSpool, type PatientSpool } from '../../../../main/report/patient-spool.ts';
import { openSpool, type Spool } from '../../../../main/report/spool.ts';
import { handClock, settle, START } from '../hand-clock.ts';
import { ownFolder } from '../own-folder.ts';
import { eventOf, sequencesOf } from './event-for-test.ts';

const RETRY_MS = 10_000;

const noSpace = (): Promise<never> => Promise.reject(new Error('no space left on device'));

/** A spool whose disk the test takes away and gives back, and whose waits it ends by moving the clock. */
const patientSpoolIn = async (folder: string, options: { readonly isFull?: boolean } = {}) => {
  const clock = handClock();
  const disk = { isFull: options.isFull ?? false, openings: 0 };
  const told: string[] = [];
  const open = async (): Promise<Spool> => {
    disk.openings += 1;
    if (disk.isFull) return noSpace();
    const spool = await openSpool(folder);
    return {
      ...spool,
      add: (events) => (disk.isFull ? noSpace() : spool.add(events)),
      remove: (events) => (disk.isFull ? noSpace() : spool.remove(events)),
    };
  };
  const spool = await createPatientSpool({
    open,
    numbers: openNumberFile(folder),
    now: clock.now,
    after: (milliseconds, work) => {
      const id = clock.setTimeout(work, milliseconds);
      return () => clock.clearTimeout(id);
    },
    unwritable: () => told.push('unwritable'),
    recovered: () => told.push('recovered'),
  });
  return { spool, clock, disk, told };
};

/** What spools of this file are given: a new one counts on from its clock's time. */
const numbers = (...counted: readonly number[]): number[] => counted.map((number) => START + number);

const addNext = (spool: PatientSpool): Promise<boolean> => spool.add(eventOf(spool.nextSequence()));

const onDisk = async (folder: string): Promise<readonly number[]> => {
  const spool = await openSpool(folder);
  const events = await spool.oldest(10_000);
  await spool.close();
  return sequencesOf(events);
};

/** Lets the disk answer: LevelDB works in threads of its own. */
const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await settle();
};

describe('a disk that becomes full', () => {
  it('is not said to have what it has not; the city gets it from memory', async () => {
    const { spool, disk, told } = await patientSpoolIn(ownFolder());
    expect(await addNext(spool)).toBe(true);
    disk.isFull = true;
    expect(await addNext(spool)).toBe(false);
    expect(await addNext(spool)).toBe(false);
    expect(told).toEqual(['unwritable']);
    expect(sequencesOf(await spool.oldest(20))).toEqual(numbers(2, 3));
    await spool.remove([eventOf(START + 2)]);
    expect(sequencesOf(await spool.oldest(20))).toEqual(numbers(3));
    expect(spool.count().waiting).toBe(1);
    await spool.close();
  });

  it('is tried again, and then has everything in its order', async () => {
    const folder = ownFolder();
    const { spool, disk, told, clock } = await patientSpoolIn(folder);
    await addNext(spool);
    disk.isFull = true;
    await addNext(spool);
    await clock.pass(RETRY_MS);
    await addNext(spool);
    expect(disk.openings).toBe(2);
    disk.isFull = false;
    await clock.pass(RETRY_MS);
    await until(() => told.includes('recovered'));
    expect(told).toEqual(['unwritable', 'recovered']);
    expect(sequencesOf(await spool.oldest(20))).toEqual(numbers(1, 2, 3));
    expect(await addNext(spool)).toBe(true);
    await spool.close();
    expect(await onDisk(folder)).toEqual(numbers(1, 2, 3, 4));
  });

  it('is tried once more at the end', async () => {
    const folder = ownFolder();
    const { spool, disk } = await patientSpoolIn(folder);
    disk.isFull = true;
    await addNext(spool);
    disk.isFull = false;
    await spool.close();
    expect(await onDisk(folder)).toEqual(numbers(1));
  });

  it('does not become a full memory: the oldest go, and are told', async () => {
    const { spool, disk, clock, told } = await patientSpoolIn(ownFolder());
    disk.isFull = true;
    for (let count = 0; count < 2_005; count += 1) await addNext(spool);
    expect(spool.count().waiting).toBe(2_000);
    expect(sequencesOf(await spool.oldest(1))).toEqual(numbers(6));
    expect(await spool.dropSurplus()).toBeNull();
    disk.isFull = false;
    await clock.pass(RETRY_MS);
    await until(() => told.includes('recovered'));
    expect(await spool.dropSurplus()).toEqual({ reason: 'size', dropped: { usage: 5 } });
    expect(await spool.dropSurplus()).toBeNull();
    await spool.close();
  });

  it('does not take from a healthy one what comes in great numbers', async () => {
    const { spool } = await patientSpoolIn(ownFolder());
    const added = await Promise.all(Array.from({ length: 5_000 }, () => addNext(spool)));
    expect(new Set(added)).toEqual(new Set([true]));
    expect(spool.count().waiting).toBe(5_000);
    await spool.close();
  });
});

describe('a disk that takes its time', () => {
  it('has what it was given while it was writing something else, before that is confirmed', async () => {
    const folder = ownFolder();
    const { spool } = await patientSpoolIn(folder);
    const first = addNext(spool);
    // It is being written now.
    await Promise.resolve().then(() => Promise.resolve());
    const second = addNext(spool);
    expect(await Promise.all([first, second])).toEqual([true, true]);
    expect(sequencesOf(await spool.oldest(20))).toEqual(numbers(1, 2));
    await spool.close();
    expect(await onDisk(folder)).toEqual(numbers(1, 2));
  });
});

describe('numbers', () => {
  it('that left from memory are never given again', async () => {
    const folder = ownFolder();
    const first = await patientSpoolIn(folder);
    await addNext(first.spool);
    first.disk.isFull = true;
    await addNext(first.spool);
    await addNext(first.spool);
    expect(sequencesOf(await first.spool.oldest(20))).toEqual(numbers(2, 3));
    await first.spool.close();
    const second = await patientSpoolIn(folder);
    expect(second.spool.nextSequence()).toBe(START + 4);
    await second.spool.close();
  });

  it('go on further up while the disk does not tell where they were', async () => {
    const folder = ownFolder();
    const first = await patientSpoolIn(folder);
    await addNext(first.spool);
    await first.spool.close();
    const second = await patientSpoolIn(folder, { isFull: true });
    expect(second.spool.nextSequence()).toBe(START + 1_002);
    await second.spool.close();
  });

  it('begin with the time on a disk that knows nothing', async () => {
    const { spool, told } = await patientSpoolIn(ownFolder(), { isFull: true });
    expect(told).toEqual(['unwritable']);
    expect(spool.nextSequence()).toBe(START + 1);
    await spool.close();
  });

  it('begin with the time in a new spool, and go on from there', async () => {
    const folder = ownFolder();
    const first = await patientSpoolIn(folder);
    await addNext(first.spool);
    await first.clock.pass(1_000);
    expect(first.spool.nextSequence()).toBe(START + 2);
    await first.spool.close();
    const second = await patientSpoolIn(folder);
    expect(second.spool.nextSequence()).toBe(START + 3);
    await second.spool.close();
  });
});

describe('the limits', () => {
  /** A spool that holds these, without a disk. */
  const holding = async (
    waiting: readonly Waiting[],
    now = START,
  ): Promise<{ spool: PatientSpool; gone: number[] }> => {
    const gone: number[] = [];
    const spool = await createPatientSpool({
      open: () =>
        Promise.resolve({
          add: () => Promise.resolve(),
          oldest: (): Promise<readonly CityEvent[]> => Promise.resolve([]),
          remove: (events) => {
            gone.push(...events.map(({ sequence }) => sequence));
            return Promise.resolve();
          },
          setAside: () => Promise.resolve(),
          deadLetters: () => Promise.resolve([]),
          waiting: () => waiting,
          count: () => ({
            waiting: waiting.length,
            bytes: waiting.reduce((sum, { bytes }) => sum + bytes, 0),
            deadLetters: 0,
          }),
          nextSequence: () => 1,
          close: () => Promise.resolve(),
        }),
      numbers: { read: () => 0, keep: () => undefined, takePlace: () => undefined },
      now: () => now,
      after: () => () => undefined,
      unwritable: () => undefined,
      recovered: () => undefined,
    });
    return { spool, gone };
  };
  const MIBIBYTE = 1_048_576;
  const one = (sequence: number, kind: Waiting['kind'], bytes: number): Waiting => ({
    sequence,
    kind,
    bytes,
    at: START,
  });

  it('are 50 MiB, and what goes is told by kind', async () => {
    const full = [one(1, 'visit', 40 * MIBIBYTE), one(2, 'heartbeat', 6 * MIBIBYTE), one(3, 'heartbeat', 5 * MIBIBYTE)];
    const { spool, gone } = await holding(full);
    expect(await spool.dropSurplus()).toEqual({ reason: 'size', dropped: { heartbeat: 1 } });
    expect(gone).toEqual([2]);
    expect(await (await holding(full.slice(0, 2))).spool.dropSurplus()).toBeNull();
  });

  it('are 14 days, and what goes is told by kind', async () => {
    const old = [one(1, 'visit', 1), one(2, 'lasting', 1)];
    const { spool, gone } = await holding(old, START + 14 * 86_400_000 + 1);
    expect(await spool.dropOld()).toEqual({ reason: 'age', dropped: { visit: 1, lasting: 1 } });
    expect(gone).toEqual([1, 2]);
    expect(await (await holding(old, START + 14 * 86_400_000)).spool.dropOld()).toBeNull();
  });

  it('are counted once when they are looked at twice in the same moment', async () => {
    const { spool } = await holding([one(1, 'usage', 60 * MIBIBYTE)]);
    expect(await Promise.all([spool.dropSurplus(), spool.dropSurplus()])).toEqual([
      { reason: 'size', dropped: { usage: 1 } },
      null,
    ]);
  });
});
