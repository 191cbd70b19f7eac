import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { claimVisitFolder, emptyVisitFolder, visitFolder } from '../../../../main/stage/visit-folder.ts';
import { ownFolder } from '../own-folder.ts';

const before = process.env['TMPDIR'];

afterEach(() => {
  if (before === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = before;
});

describe('the folder of a visit', () => {
  it('is where everybody in this process puts temporary files, for the own user alone', () => {
    const profile = ownFolder();
    claimVisitFolder(profile);
    expect(visitFolder()).toBe(path.join(profile, 'visit'));
    expect(tmpdir()).toBe(visitFolder());
    expect(statSync(visitFolder()).mode & 0o077).toBe(0);
  });

  it('is emptied, with all that lies in it', async () => {
    claimVisitFolder(ownFolder());
    mkdirSync(path.join(visitFolder(), 'deep', 'deeper'), { recursive: true });
    writeFileSync(path.join(visitFolder(), 'deep', 'deeper', 'minutes.pdf'), 'Ada');
    writeFileSync(path.join(visitFolder(), '.hidden'), 'Ada');
    expect(await emptyVisitFolder()).toBe(true);
    expect(readdirSync(visitFolder())).toEqual([]);
    expect(await emptyVisitFolder()).toBe(true);
  });

  it('is not called empty when it cannot be looked at', async () => {
    claimVisitFolder(ownFolder());
    rmSync(visitFolder(), { recursive: true });
    await expect(emptyVisitFolder()).rejects.toThrow('ENOENT');
  });
});
