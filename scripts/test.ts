import { spawn } from 'node:child_process';
import path from 'node:path';

const root = path.dirname(import.meta.dirname);

interface Stage {
  readonly name: string;
  readonly command: readonly string[];
}

/** Stages of which each begins when the one before is done. */
type Row = readonly Stage[];

/**
 * What `npm test` runs, in the order in which a fault is found soonest. Rows that stand together run side by side:
 * the linter takes as long as the other two together, and two cores are enough.
 */
const STAGES: readonly (readonly Row[])[] = [
  [
    [
      { name: 'format', command: ['prettier', '--check', '--log-level', 'warn', '.'] },
      { name: 'types', command: ['tsx', 'scripts/check-types.ts'] },
    ],
    [{ name: 'lint', command: ['eslint', '.'] }],
  ],
  [[{ name: 'unit', command: ['vitest', 'run', '--config', 'test/vitest.config.ts'] }]],
  [[{ name: 'e2e', command: ['playwright', 'test', '--config', 'test/e2e/playwright.config.ts'] }]],
  [[{ name: 'package', command: ['tsx', 'scripts/package.ts', '--smoke'] }]],
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
const isWanted = ({ name }: Stage): boolean => wanted.length === 0 || wanted.includes(name);

/** @returns whether the stage passed */
const runStage = async ({ name, command }: Stage): Promise<boolean> => {
  const started = performance.now();
  process.stdout.write(`\n== ${name}\n`);
  const hasPassed = await run(command);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  process.stdout.write(`== ${name} ${hasPassed ? `passed in ${seconds} s` : 'FAILED'}\n`);
  return hasPassed;
};

/** @returns whether each of them passed */
const runRow = async (row: Row): Promise<boolean[]> => {
  const outcomes = [];
  for (const stage of row.filter(isWanted)) outcomes.push(await runStage(stage));
  return outcomes;
};

let passed = 0;
for (const rows of STAGES) {
  const outcomes = (await Promise.all(rows.map(runRow))).flat();
  passed += outcomes.filter((hasPassed) => hasPassed).length;
  const failed = outcomes.length - outcomes.filter((hasPassed) => hasPassed).length;
  if (failed > 0) {
    process.stdout.write(`\n== what follows was not run\n${passed} passed, ${failed} failed\n`);
    process.exit(1);
  }
}
process.stdout.write(`\n${passed} passed, 0 failed\n`);
