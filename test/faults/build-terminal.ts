import { mkdirSync, mkdtempSync } from 'node:fs';
import path from 'node:path';
import { build } from 'vite';

const root = path.resolve(import.meta.dirname, '..', '..');
/** Below the root: there the packages are found that are not in the file. */
const out = path.join(root, 'out');

/** Makes one file of the bench's terminal, which is started a thousand times. @returns its path, in a folder of its own */
export const buildTerminal = async (): Promise<string> => {
  mkdirSync(out, { recursive: true });
  const outDir = mkdtempSync(path.join(out, 'faults-'));
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    ssr: { noExternal: true, external: ['classic-level'] },
    build: { ssr: path.join(import.meta.dirname, 'terminal.ts'), outDir, target: 'node20' },
  });
  return path.join(outDir, 'terminal.js');
};
