import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';

const MAIN = join(import.meta.dirname, '..', '..', '..', 'demo', 'bbb', 'main.ts');

interface Run {
  /** Resolves with the first line that the program prints. */
  readonly firstLine: Promise<string>;
  readonly exit: Promise<{ code: number | null; errors: string }>;
  readonly stop: () => void;
}

const run = (...options: readonly string[]): Run => {
  const child = spawn(process.execPath, ['--import', 'tsx', MAIN, ...options], { stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  let errors = '';
  child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
  return {
    firstLine: new Promise((resolve) => child.stdout.once('data', (data: Buffer) => resolve(data.toString()))),
    exit: new Promise((resolve) => child.once('close', (code) => resolve({ code, errors: errors.trim() }))),
    stop: () => void child.kill('SIGTERM'),
  };
};

describe('the command', { timeout: 20_000 }, () => {
  it('prints one line with what it is and where, and stops when asked to', async () => {
    const { firstLine, exit, stop } = run('--port', '0', '--secret', 'S');
    const line = await firstLine;
    expect(line).toMatch(/^Stand-in for a BigBlueButton server.*: http:\/\/127\.0\.0\.1:\d+\/bigbluebutton\/\n$/);
    const url = line.slice(line.indexOf('http')).trim();
    expect((await fetch(`${url}api`)).status).toBe(200);
    stop();
    expect(await exit).toEqual({ code: 0, errors: '' });
  });

  it('says in one sentence what is wrong', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void taken.close());
    await new Promise((resolve) => taken.once('listening', resolve));
    const { port } = z.object({ port: z.number() }).parse(taken.address());

    const results = await Promise.all(
      [
        ['--port', '0'],
        ['--port', 'x', '--secret', 'S'],
        ['--secre', 'S'],
        ['--port', String(port), '--secret', 'S'],
      ].map((options) => run(...options).exit),
    );
    expect(results.map(({ code }) => code)).toEqual([1, 1, 1, 1]);
    expect(results[0]?.errors).toMatch(/^--secret is missing.* Usage: .*$/);
    expect(results[1]?.errors).toMatch(/^--port must be a number from 0 to 65535\. Usage: .*$/);
    expect(results[2]?.errors).toMatch(/^Unknown option '--secre'.* Usage: .*$/);
    expect(results[3]?.errors).toBe('The port is in use; choose another one with --port.');
  });
});
