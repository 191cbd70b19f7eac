import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';

/**
 * What `npm test` runs in a short version, for longer and told: one hour in a meeting (`call`, or `--minutes N`), and
 * two hundred visits in one process (`visits`, or `--visits N`), every attack with each rule off (`attacks`), five
 * hundred rounds of kills, cuts and full disks with reports under way (`faults`, or `--rounds N`), and twenty rounds of
 * other inputs for what the unit tests say of any input (`properties`, or `--rounds N`).
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    minutes: { type: 'string', default: '60' },
    visits: { type: 'string', default: '200' },
    rounds: { type: 'string' },
  },
});
const what = z.enum(['call', 'visits', 'attacks', 'faults', 'properties']).parse(positionals[0] ?? 'call');
const minutes = z.coerce.number().min(3).max(1440).parse(values.minutes);
const visits = z.coerce.number().min(20).max(10_000).parse(values.visits);
const roundsOr = (usual: number): string =>
  String(z.coerce.number().int().min(1).max(100_000).default(usual).parse(values.rounds));

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
const begin = (): ChildProcess => {
  if (what === 'faults') return start('tsx', ['test/faults/main.ts', '--rounds', roundsOr(500)]);
  if (what === 'properties') return start('tsx', ['test/endurance/properties.ts', roundsOr(20)]);
  return inElectron(RUNS[what]);
};
const run = begin();
run.once('exit', (code) => {
  process.exitCode = code ?? 1;
});
