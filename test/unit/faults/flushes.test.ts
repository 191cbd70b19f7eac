import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildTerminal } from '../../faults/build-terminal.ts';
import { readFlushes } from '../../faults/flushes.ts';
import { ownFolder } from '../main/own-folder.ts';

const COUNT = 30;
const PATIENCE_MS = 60_000;

const VISIT = '00000000-0000-4000-8000-000000000001';
const LOG = '20</x/spool/000003.log>';
const WRITE = `1 write(${LOG}, "\\"visit\\":\\"${VISIT}\\"", 60) = 60`;
const CONFIRM = `2 write(1<pipe:[7]>, "confirmed ${VISIT}\\n", 47) = 47`;

describe('a confirmation', () => {
  it('comes after the spool is on the disk (fdatasync), each time', { timeout: PATIENCE_MS }, async () => {
    const folder = ownFolder();
    const trace = path.join(folder, 'trace');
    const program = await buildTerminal();
    const task = {
      folder: path.join(folder, 'spool'),
      // Nobody is there: only the disk counts.
      city: 'http://127.0.0.1:9/',
      token: `bibliothek-1.${'x'.repeat(43)}`,
      seed: 1,
      count: COUNT,
      breaks: 'none',
    };
    const calls = ['-f', '-y', '-s', '65536', '-e', 'trace=write,fdatasync,fsync', '--seccomp-bpf', '-o', trace];
    const run = spawnSync('strace', [...calls, process.execPath, program, JSON.stringify(task)], { input: '' });
    rmSync(path.dirname(program), { recursive: true });
    expect(run.stderr.toString()).toBe('');
    const { inOrder, tooSoon } = readFlushes(readFileSync(trace, 'utf8'));
    expect(tooSoon).toEqual([]);
    expect(inOrder).toHaveLength(COUNT);
  });

  it.each([
    ['in order', [WRITE, `1 fdatasync(${LOG}) = 0`, CONFIRM], 1],
    ['in halves', [WRITE, `1 fdatasync(${LOG} <unfinished ...>`, '1 <... fdatasync resumed>) = 0', CONFIRM], 1],
    ['without a flush', [WRITE, CONFIRM], 0],
    ['with a flush before the write', [`1 fdatasync(${LOG}) = 0`, WRITE, CONFIRM], 0],
    [
      'with a flush that began before the write',
      [`1 fdatasync(${LOG} <unfinished ...>`, WRITE.replace('1', '3'), '1 <... fdatasync resumed>) = 0', CONFIRM],
      0,
    ],
    ['with a flush that failed', [WRITE, `1 fdatasync(${LOG}) = -1 ENOSPC (No space left on device)`, CONFIRM], 0],
    ['with a flush that is not over', [WRITE, `1 fdatasync(${LOG} <unfinished ...>`, CONFIRM], 0],
    ['with a flush of something else', [WRITE, '1 fdatasync(21</x/spool/last-number>) = 0', CONFIRM], 0],
  ])('is told apart in a trace: %s', (_what, lines, inOrder) => {
    expect(readFlushes(lines.join('\n'))).toMatchObject({
      inOrder: inOrder === 1 ? [VISIT] : [],
      tooSoon: inOrder === 1 ? [] : [VISIT],
    });
  });
});
