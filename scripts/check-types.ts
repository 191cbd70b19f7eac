import { spawn } from 'node:child_process';
import path from 'node:path';

const root = path.dirname(import.meta.dirname);

/** Each part is checked with the types of the place it runs in. */
const PROJECTS = ['.', 'renderer', 'test', 'demo/bbb/client', 'demo/bbb/client/worker', 'city/dashboard'];

const check = (project: string): Promise<boolean> =>
  new Promise((resolve) => {
    const tsc = path.join(root, 'node_modules', '.bin', 'tsc');
    const child = spawn(tsc, ['--project', path.join(root, project)], { stdio: 'inherit' });
    child.once('exit', (code) => resolve(code === 0));
  });

const results = [];
for (const project of PROJECTS) results.push(await check(project));
process.exitCode = results.every(Boolean) ? 0 : 1;
