import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.dirname(import.meta.dirname);

/** The packages with native parts, as electron-builder.yml lists them. */
const packages = (): readonly string[] => [
  ...new Set(
    [...readFileSync(path.join(root, 'electron-builder.yml'), 'utf8').matchAll(/^ +- node_modules\/([\w-]+)\//gm)].map(
      ([, name = '']) => name,
    ),
  ),
];

/**
 * Installs the lock-down over the system in a folder, and lays the built terminal beside it.
 * @returns the terminal's folder, for an Electron
 */
export const layOutApp = (system: string): string => {
  execFileSync(path.join(root, 'resources', 'lockdown', 'install'), [system], { stdio: 'ignore' });
  const app = path.join(system, 'opt', 'stadtfenster');
  mkdirSync(app, { recursive: true });
  for (const part of ['dist', 'package.json', ...packages().map((name) => path.join('node_modules', name))]) {
    cpSync(path.join(root, part), path.join(app, part), { recursive: true, dereference: true });
  }
  return app;
};
