import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { drawsInSoftware, giveUpGraphicsCard } from '../../../../main/health/software-drawing.ts';
import { ownFolder } from '../own-folder.ts';

describe('a graphics card', () => {
  it('is used until it is given up, and then by no start of this Electron any more', () => {
    const folder = ownFolder();
    expect(drawsInSoftware(folder, '45.4.1')).toBe(false);
    expect(giveUpGraphicsCard(folder, '45.4.1')).toBe(true);
    expect(drawsInSoftware(folder, '45.4.1')).toBe(true);
    expect(statSync(path.join(folder, 'state', 'software-drawing')).mode & 0o077).toBe(0);
  });

  it('is tried again by the next Electron', () => {
    const folder = ownFolder();
    giveUpGraphicsCard(folder, '45.4.1');
    expect(drawsInSoftware(folder, '46.0.0')).toBe(false);
  });

  it('is used when what was kept cannot be read, and stays in use when nothing can be kept', () => {
    const folder = ownFolder();
    mkdirSync(path.join(folder, 'state', 'software-drawing'), { recursive: true });
    expect(drawsInSoftware(folder, '45.4.1')).toBe(false);
    expect(giveUpGraphicsCard(folder, '45.4.1')).toBe(false);
    const file = path.join(folder, 'file');
    writeFileSync(file, '');
    expect(giveUpGraphicsCard(file, '45.4.1')).toBe(false);
  });
});
