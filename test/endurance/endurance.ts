import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';

/**
 * What `npm test` runs in a short version, for longer and told: one hour in a meeting (`call`, or `--minutes N`), and
 * two hundred visits in one process (`visits`, or `--visits N`), every attack with each rule off (`attacks`), and five
 * hundred rounds of kills, cuts and full disks with reports under way (`faults`, or `--rounds N`).
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    minutes: { type: 'string', default: '60' },
    visits: { type: 'string', default: '200' },
    rounds: { type: 'string', default: '500' },
  },
});
const what = z.enum(['call', 'visits', 'attacks', 'faults']).parse(positionals[0] ?? 'call');
const minutes = z.coerce.number().min(3).max(1440).parse(values.minutes);
const visits = z.coerce.number().min(20).max(10_000).parse(values.visits);
const rounds = z.coerce.number().min(1).max(100_000).parse(values.rounds);

const RUNS = {
  call: { args: ['--project', 'long'], environment: { STADTFENSTER_CALL_MINUTES: String(minutes) } },
  visits: { args: ['visits.e2e.ts', '--project', 'rest'], environment: { STADTFENSTER_VISITS: String(visits) } },
  attacks: { args: ['attacks/', '--project', 'rest'], environment: { STADTFENSTER_ATTACKS: 'all' } },
} as const;

const root = path.resolve(import.meta.dirname, '..', '..');
const start = (program: string, args: readonly string[], environment: NodeJS.ProcessEnv = {}): ChildProcess =>
  spawn(path.join(root, 'node_modules', '.bin', program), args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...environment },
  });
const inElectron = ({ args, environment }: (typeof RUNS)[keyof typeof RUNS]): ChildProcess =>
  start('playwright', ['test', '--config', 'test/e2e/playwright.config.ts', '--workers', '1', ...args], environment);
const run =
  what === 'faults' ? start('tsx', ['test/faults/main.ts', '--rounds', String(rounds)]) : inElectron(RUNS[what]);
run.once('exit', (code) => {
  process.exitCode = code ?? 1;
});
