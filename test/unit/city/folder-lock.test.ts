import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findFolderOwner, FolderInUse, lockFolder } from '../../../city/store/folder-lock.ts';

let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'city-lock-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const ID = '0b0f7a4e-6f5e-4d0e-9d3c-2f6a1c9e8b11';

/** A claim as a process left it that was killed. */
const leaveClaim = (pid: number, start: string) =>
  writeFile(join(dir, `city.${pid}.${start}.${ID}.lock`), '/gone/socket');

const deadPid = async (): Promise<number> => {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(child, 'exit');
  return child.pid ?? 0;
};

const claims = async () => (await readdir(dir)).filter((name) => name.endsWith('.lock'));

describe('the lock of a folder', () => {
  it('lets one in at a time', async () => {
    const lock = await lockFolder(dir);
    await expect(lockFolder(dir)).rejects.toThrow(FolderInUse);
    await expect(lockFolder(dir)).rejects.toThrow(`Another process (${process.pid})`);
    await lock.release();
    const next = await lockFolder(dir);
    await next.release();
    expect(await readdir(dir)).toEqual([]);
  });

  it('never lets two in that come at once, and one in later', async () => {
    const pid = await deadPid();
    for (let round = 0; round < 5; round += 1) {
      await leaveClaim(pid, '1');
      const results = await Promise.allSettled(Array.from({ length: 8 }, () => lockFolder(dir)));
      const locks = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
      expect(locks.length).toBeLessThanOrEqual(1);
      expect(await claims()).toHaveLength(locks.length);
      await Promise.all(locks.map((lock) => lock.release()));
      const later = await lockFolder(dir);
      await later.release();
    }
  });

  it('is not held by the dead', async () => {
    await leaveClaim(await deadPid(), '1');
    expect(await findFolderOwner(dir)).toBeNull();
    const lock = await lockFolder(dir);
    await lock.release();
    expect(await readdir(dir)).toEqual([]);
  });

  it('is not held by a process that only got the same number', async () => {
    await leaveClaim(process.pid, '1');
    const lock = await lockFolder(dir);
    expect(await findFolderOwner(dir)).toEqual({ pid: process.pid, socket: null });
    await lock.release();
  });

  it('is not held by files of other names', async () => {
    await writeFile(join(dir, 'city.lock'), '');
    await writeFile(join(dir, `city.${process.pid}.lock`), '');
    const lock = await lockFolder(dir);
    await lock.release();
  });

  it('tells others where its owner answers, and nobody else', async () => {
    const lock = await lockFolder(dir);
    expect(await findFolderOwner(dir)).toEqual({ pid: process.pid, socket: null });
    await lock.announce('/run/city/socket');
    expect(await findFolderOwner(dir)).toEqual({ pid: process.pid, socket: '/run/city/socket' });
    expect((await stat(join(dir, (await claims())[0] ?? ''))).mode & 0o777).toBe(0o600);
    await expect(lockFolder(dir)).rejects.toThrow(FolderInUse);
    await lock.release();
  });

  it('makes the folder when it is missing, for this user only', async () => {
    const deep = join(dir, 'a', 'b');
    expect(await findFolderOwner(deep)).toBeNull();
    const lock = await lockFolder(deep);
    expect((await stat(deep)).mode & 0o777).toBe(0o700);
    await lock.release();
  });

  it('says in a sentence that the folder cannot be', async () => {
    const file = join(dir, 'file');
    await writeFile(file, 'text');
    await expect(lockFolder(join(file, 'city'))).rejects.toThrow(/cannot be used \(ENOTDIR\)/);
    expect(await readFile(file, 'utf8')).toBe('text');
  });
});
