import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

/** Tries what the tests say of any input with other inputs each time: as many rounds as the first argument says. */
const rounds = z.coerce.number().int().min(1).parse(process.argv[2]);
const root = path.resolve(import.meta.dirname, '..', '..');
const files = readdirSync(path.join(root, 'test', 'unit'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.test.ts'))
  .map((name) => path.join('test', 'unit', name))
  .filter((file) => readFileSync(path.join(root, file), 'utf8').includes("from 'fast-check'"));
const first = Date.now() % 2 ** 31;
for (let round = 1; round <= rounds; round += 1) {
  const seed = String((first + round) % 2 ** 31);
  const { status, stdout } = spawnSync(
    path.join(root, 'node_modules', '.bin', 'vitest'),
    ['run', '--config', 'test/vitest.config.ts', '--project', 'unit', '--project', 'unit, apart', ...files],
    { cwd: root, encoding: 'utf8', env: { ...process.env, STADTFENSTER_SEED: seed } },
  );
  if (status !== 0) {
    process.stderr.write(`${stdout}\nround ${round}: failed; again with STADTFENSTER_SEED=${seed}\n`);
    process.exit(1);
  }
  process.stdout.write(`round ${round} of ${rounds}: ${files.length} files passed (seed ${seed})\n`);
}
