import { readdirSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ClassicLevel } from 'classic-level';
import { afterEach, describe, expect, it } from 'vitest';
import { openSpool, type Spool } from '../../../../main/report/spool.ts';
import { ownFolder } from '../own-folder.ts';
import { eventOf, sequencesOf } from './event-for-test.ts';

const open: Spool[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((spool) => spool.close()));
});

const opened = async (folder: string): Promise<Spool> => {
  const spool = await openSpool(folder);
  open.push(spool);
  return spool;
};

const closed = async (spool: Spool): Promise<void> => {
  open.splice(open.indexOf(spool), 1);
  await spool.close();
};

const addNext = async (spool: Spool, count: number): Promise<void> => {
  for (let index = 0; index < count; index += 1) await spool.add([eventOf(spool.nextSequence())]);
};

/** Puts entries under the spool that it did not write itself. */
const plantEntries = async (folder: string, entries: Readonly<Record<string, string>>): Promise<void> => {
  const level = new ClassicLevel(folder, { keyEncoding: 'utf8', valueEncoding: 'utf8' });
  await level.batch(Object.entries(entries).map(([key, value]) => ({ type: 'put', key, value })));
  await level.close();
};

const keysIn = async (folder: string): Promise<string[]> => {
  const level = new ClassicLevel(folder, { keyEncoding: 'utf8', valueEncoding: 'utf8' });
  const keys = await level.keys().all();
  await level.close();
  return keys;
};

const keyOf = (sequence: number): string => `event:${String(sequence).padStart(16, '0')}`;
const deadKeyOf = (sequence: number): string => `dead:${String(sequence).padStart(16, '0')}`;

describe('the spool', () => {
  it('gives events back in the order they happened, unchanged, oldest first', async () => {
    const spool = await opened(ownFolder());
    expect(await spool.oldest(20)).toEqual([]);
    await addNext(spool, 25);
    expect(await spool.oldest(3)).toEqual([1, 2, 3].map(eventOf));
    expect(sequencesOf(await spool.oldest(100))).toEqual(Array.from({ length: 25 }, (_, index) => index + 1));
    await spool.remove([eventOf(1), eventOf(3)]);
    expect(sequencesOf(await spool.oldest(3))).toEqual([2, 4, 5]);
    await spool.remove([]);
    expect(sequencesOf(await spool.oldest(1))).toEqual([2]);
  });

  it('tells how many wait, and how much that is', async () => {
    const spool = await opened(ownFolder());
    expect(spool.count()).toEqual({ waiting: 0, bytes: 0, deadLetters: 0 });
    await addNext(spool, 3);
    const { bytes } = spool.count();
    await spool.remove(await spool.oldest(1));
    await spool.remove([eventOf(1)]);
    expect(spool.count()).toEqual({ waiting: 2, bytes: (bytes / 3) * 2, deadLetters: 0 });
  });

  it('orders by number where text would not', async () => {
    const spool = await opened(ownFolder());
    for (const sequence of [10, 9, 100, 2]) await spool.add([eventOf(sequence)]);
    expect(sequencesOf(await spool.oldest(10))).toEqual([2, 9, 10, 100]);
  });

  it('survives the end of the process', async () => {
    const folder = ownFolder();
    const first = await opened(folder);
    await addNext(first, 3);
    await closed(first);
    const second = await opened(folder);
    expect(await second.oldest(20)).toEqual([1, 2, 3].map(eventOf));
  });

  it('never counts from the start again, even when everything was delivered', async () => {
    const folder = ownFolder();
    const first = await opened(folder);
    await addNext(first, 3);
    await first.remove(await first.oldest(20));
    await closed(first);
    const second = await opened(folder);
    expect(await second.oldest(20)).toEqual([]);
    expect(second.nextSequence()).toBe(4);
    // A number that was given away but never stood in an event is no gap for the city.
    await closed(second);
    expect((await opened(folder)).nextSequence()).toBe(4);
  });

  it('counts on from the highest number, whatever order the writes come in', async () => {
    const folder = ownFolder();
    const spool = await opened(folder);
    const [one, two] = [eventOf(spool.nextSequence()), eventOf(spool.nextSequence())];
    await spool.add([two]);
    await spool.add([one]);
    await closed(spool);
    expect((await opened(folder)).nextSequence()).toBe(3);
  });

  it('sets aside what it cannot read, and is not held up by it', async () => {
    const folder = ownFolder();
    await plantEntries(folder, {
      ...Object.fromEntries(
        Array.from({ length: 30 }, (_, index) => [keyOf(index + 1), '{"type":"of another version"}']),
      ),
      [keyOf(31)]: 'not even JSON',
      [keyOf(32)]: '',
      [keyOf(33)]: JSON.stringify(eventOf(33)),
      [keyOf(34)]: '{"sequence":',
      [keyOf(35)]: JSON.stringify(eventOf(35)),
      'last-sequence': '35',
    });
    const spool = await opened(folder);
    expect(sequencesOf(await spool.oldest(20))).toEqual([33, 35]);
    expect(spool.nextSequence()).toBe(36);
    await closed(spool);
    const dead = [...Array.from({ length: 32 }, (_, index) => index + 1), 34];
    expect(await keysIn(folder)).toEqual([...dead.map(deadKeyOf), keyOf(33), keyOf(35), 'last-sequence']);
  });

  it('loses nothing that was confirmed when the last write was torn', async () => {
    const folder = ownFolder();
    const spool = await opened(folder);
    await addNext(spool, 5);
    await closed(spool);
    const log = path.join(folder, readdirSync(folder).find((name) => /^\d+\.log$/.test(name)) ?? '');
    truncateSync(log, statSync(log).size - 7);
    const after = await opened(folder);
    expect(sequencesOf(await after.oldest(20))).toEqual([1, 2, 3, 4]);
    await addNext(after, 1);
    expect(sequencesOf(await after.oldest(20))).toEqual([1, 2, 3, 4, 5]);
  });

  it.each([
    ['CURRENT', ''],
    ['MANIFEST', ''],
    ['MANIFEST', 'x'.repeat(40)],
  ])('finds its events again when its index broke: %s %j', async (part, content) => {
    const folder = ownFolder();
    const spool = await opened(folder);
    await addNext(spool, 5);
    await closed(spool);
    const name = readdirSync(folder).find((entry) => entry.startsWith(part)) ?? '';
    writeFileSync(path.join(folder, name), content);
    const after = await opened(folder);
    expect(sequencesOf(await after.oldest(20))).toEqual([1, 2, 3, 4, 5]);
    expect(after.nextSequence()).toBe(6);
  });

  it('is for one process', async () => {
    const folder = ownFolder();
    const spool = await opened(folder);
    await addNext(spool, 1);
    await expect(openSpool(folder)).rejects.toThrow();
    expect(sequencesOf(await spool.oldest(20))).toEqual([1]);
  });

  it('cannot be where a file is', async () => {
    const file = path.join(ownFolder(), 'spool');
    writeFileSync(file, '');
    await expect(openSpool(file)).rejects.toThrow();
  });
});

describe('what the city will not take', () => {
  it('is kept, counted, and never brought again', async () => {
    const folder = ownFolder();
    const spool = await opened(folder);
    await addNext(spool, 3);
    await spool.setAside(eventOf(2));
    expect(sequencesOf(await spool.oldest(20))).toEqual([1, 3]);
    await closed(spool);
    const after = await opened(folder);
    expect(sequencesOf(await after.oldest(20))).toEqual([1, 3]);
    expect(after.count()).toMatchObject({ waiting: 2, deadLetters: 1 });
    expect(await after.deadLetters()).toEqual([JSON.stringify(eventOf(2))]);
  });

  it('is kept up to a hundred, of which the oldest go', async () => {
    const folder = ownFolder();
    const spool = await opened(folder);
    for (let sequence = 1; sequence <= 103; sequence += 1) {
      await spool.add([eventOf(sequence)]);
      await spool.setAside(eventOf(sequence));
    }
    expect(spool.count()).toMatchObject({ waiting: 0, deadLetters: 100 });
    const kept = await spool.deadLetters();
    expect(kept).toEqual(Array.from({ length: 100 }, (_, index) => JSON.stringify(eventOf(index + 4))));
    await closed(spool);
    expect((await opened(folder)).count().deadLetters).toBe(100);
  });
});
