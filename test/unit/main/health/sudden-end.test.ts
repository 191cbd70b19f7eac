import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { noteRun } from '../../../../main/health/sudden-end.ts';
import { ownFolder } from '../own-folder.ts';

describe('a run', () => {
  it('knows whether the one before it said that it ended', () => {
    const file = path.join(ownFolder(), 'running');
    const first = noteRun(file);
    expect(first.afterSuddenEnd).toBe(false);
    first.ended();
    const second = noteRun(file);
    expect(second.afterSuddenEnd).toBe(false);
    const third = noteRun(file);
    expect(third.afterSuddenEnd).toBe(true);
    third.ended();
    expect(noteRun(file).afterSuddenEnd).toBe(false);
  });

  it('goes on where nothing can be written', () => {
    const run = noteRun('/nowhere/running');
    expect(run.afterSuddenEnd).toBe(false);
    run.ended();
  });
});
