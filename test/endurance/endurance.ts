import { spawn } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';

/** One hour in a meeting, or `--minutes N`: the test that `npm test` runs for three minutes, for longer and told. */
const { values } = parseArgs({ options: { minutes: { type: 'string', default: '60' } } });
const minutes = z.coerce.number().min(3).max(1440).parse(values.minutes);

const root = path.resolve(import.meta.dirname, '..', '..');
const run = spawn(
  path.join(root, 'node_modules', '.bin', 'playwright'),
  ['test', '--config', 'test/e2e/playwright.config.ts', '--project', 'long'],
  { cwd: root, stdio: 'inherit', env: { ...process.env, STADTFENSTER_CALL_MINUTES: String(minutes) } },
);
run.once('exit', (code) => {
  process.exitCode = code ?? 1;
});
