import { spawn } from 'node:child_process';
import path from 'node:path';

const root = path.dirname(import.meta.dirname);

/** What `npm test` runs, in the order in which a fault is found soonest. */
const STAGES: readonly { readonly name: string; readonly command: readonly string[] }[] = [
  { name: 'format', command: ['prettier', '--check', '--log-level', 'warn', '.'] },
  { name: 'types', command: ['tsx', 'scripts/check-types.ts'] },
  { name: 'lint', command: ['eslint', '.'] },
  { name: 'unit', command: ['vitest', 'run', '--config', 'test/vitest.config.ts'] },
  { name: 'e2e', command: ['playwright', 'test', '--config', 'test/e2e/playwright.config.ts'] },
  { name: 'package', command: ['tsx', 'scripts/package.ts', '--smoke'] },
];

const run = (command: readonly string[]): Promise<boolean> =>
  new Promise((resolve) => {
    const [program = '', ...args] = command;
    const child = spawn(path.join(root, 'node_modules', '.bin', program), args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });

const wanted = process.argv.slice(2);
let passed = 0;
for (const { name, command } of STAGES.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  const started = performance.now();
  process.stdout.write(`\n== ${name}\n`);
  if (!(await run(command))) {
    process.stdout.write(`\n== ${name} FAILED; the others were not run\n${passed} passed, 1 failed\n`);
    process.exit(1);
  }
  passed += 1;
  process.stdout.write(`== ${name} passed in ${((performance.now() - started) / 1000).toFixed(1)} s\n`);
}
process.stdout.write(`\n${passed} passed, 0 failed\n`);
