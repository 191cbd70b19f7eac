import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ESLint } from 'eslint';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** Made, not written. */
const NOT_OURS = new Set(['node_modules', 'dist', 'out', 'test-results', '.git']);

/** Every file of the house, as a path from its root. */
const filesIn = (folder: string): string[] =>
  readdirSync(path.join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = path.posix.join(folder, entry.name);
    if (NOT_OURS.has(entry.name)) return [];
    return entry.isDirectory() ? filesIn(name) : [name];
  });

const FILES = filesIn('.');
const SOURCES = FILES.filter((file) => /\.(?:ts|tsx|mts|cts)$/.test(file));

interface Import {
  readonly from: string;
  /** A path from the root for what is ours, the package's name otherwise. */
  readonly to: string;
}

/** All that a file imports, whichever way: `import`, `export from`, `import type`, `import()`. */
const importsOf = (file: string, text = readFileSync(path.join(ROOT, file), 'utf8')): Import[] =>
  ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => ({
    from: file,
    to: fileName.startsWith('.') ? path.posix.join(path.posix.dirname(file), fileName) : fileName,
  }));

const isUnder = (file: string, ...folders: readonly string[]): boolean =>
  folders.some((folder) => file === folder || file.startsWith(`${folder}/`));

const ROOMS = ['contract', 'main', 'preload', 'renderer', 'city', 'demo', 'scripts', 'test', 'resources', 'docs'];

/** What the rooms may look into besides themselves (docs/architecture.md). */
const OPEN_DOORS: Readonly<Record<string, readonly string[]>> = {
  contract: [],
  main: ['contract'],
  preload: ['contract'],
  renderer: ['contract', 'resources'],
  'city/dashboard': ['contract', 'resources'],
  city: ['contract'],
  demo: ['contract', 'city', 'resources'],
};

const ELECTRON_ALLOWED =
  /^(?:main\/index\.ts|main\/(?:stage|lockdown|health)\/.*|main\/.*\.electron\.ts|preload\/.*|scripts\/.*|test\/.*)$/;

/** What is wrong with an import; null when nothing is. */
const faultOf = ({ from, to }: Import): string | null => {
  const room = Object.keys(OPEN_DOORS).find((name) => isUnder(from, name));
  if (/^electron(?:\/.*)?$/.test(to) && !ELECTRON_ALLOWED.test(from)) return `${from} knows Electron`;
  if (room === undefined) return null;
  if (isUnder(to, ...ROOMS)) {
    return isUnder(to, room, ...(OPEN_DOORS[room] ?? [])) ? null : `${from} looks into ${to}`;
  }
  if (to.startsWith('.')) return `${from} looks outside the house`;
  if (room === 'contract' && to !== 'zod') return `${from} needs ${to}`;
  const isBuildTime = from.endsWith('vite.config.ts');
  if (['renderer', 'preload', 'city/dashboard'].includes(room) && to.startsWith('node:') && !isBuildTime)
    return `${from} needs ${to}`;
  return null;
};

const faultsIn = (imports: readonly Import[]): string[] => imports.flatMap((item) => faultOf(item) ?? []);

describe('the walls of the house', () => {
  it('stand: no room looks into another one that it must not know', () => {
    expect(SOURCES.length).toBeGreaterThan(50);
    expect(faultsIn(SOURCES.flatMap((file) => importsOf(file)))).toEqual([]);
  });

  it.each([
    ['contract/room.ts', "import { z } from 'zod';", 0],
    ['contract/room.ts', "import type { Snapshot } from './snapshot.ts';", 0],
    ['contract/room.ts', "import { x } from '../main/visit/machine.ts';", 1],
    ['contract/room.ts', "import { x } from './../main/visit/machine.ts';", 1],
    ['contract/room.ts', "import type { x } from '../main/visit/machine.ts';", 1],
    ['contract/room.ts', "export * from '../city/main.ts';", 1],
    ['contract/room.ts', "import { readFile } from 'node:fs/promises';", 1],
    ['contract/room.ts', "import ky from 'ky';", 1],
    ['renderer/screens/rooms.tsx', "import { screenOf } from '../../main/visit/screen.ts';", 1],
    ['renderer/screens/rooms.tsx', "import de from '../../resources/locales/de.json';", 0],
    ['renderer/screens/rooms.tsx', "import { readFileSync } from 'node:fs';", 1],
    ['preload/index.cts', "import { screenOf } from '../main/visit/screen.ts';", 1],
    ['main/link/city.ts', "import { x } from '../../city/main.ts';", 1],
    ['main/link/city.ts', "const x = await import('../../city/main.ts');", 1],
    ['main/link/city.ts', "type X = import('../../city/main.ts').X;", 1],
    ['main/link/city.ts', "import { x } from './room-list.ts';", 0],
    ['city/main.ts', "import { x } from '../main/link/city.ts';", 1],
    ['city/main.ts', "import { x } from '../demo/bbb/server.ts';", 1],
    ['city/dashboard/place.ts', "import { x } from '../../contract/dashboard.ts';", 0],
    ['city/dashboard/place.ts', "import { x } from '../accounts/accounts.ts';", 1],
    ['city/dashboard/place.ts', "import { x } from '../../renderer/design/button.tsx';", 1],
    ['city/dashboard/place.ts', "import { readFileSync } from 'node:fs';", 1],
    ['demo/bbb/server.ts', "import { x } from '../../city/main.ts';", 0],
    ['main/visit/machine.ts', "import { app } from 'electron';", 1],
    ['main/visit/machine.ts', "import type { Session } from 'electron';", 1],
    ['main/visit/machine.ts', "const { app } = await import('electron/main');", 1],
    ['main/link/fetch.electron.ts', "import { session } from 'electron';", 0],
    ['main/stage/window.ts', "import { BaseWindow } from 'electron';", 0],
    ['city/main.ts', "import { app } from 'electron';", 1],
    ['main/visit/machine.ts', "import { x } from '../../../elsewhere/x.ts';", 1],
  ])('are seen through by this test: %s with %s', (file, text, faults) => {
    expect(faultsIn(importsOf(file, text))).toHaveLength(faults);
  });
});

// The first file of each project makes the linter read that whole project, which takes long on a busy machine.
describe('the linter', { timeout: 120_000 }, () => {
  const RULES = new Set([
    'no-restricted-imports',
    '@typescript-eslint/consistent-type-assertions',
    '@typescript-eslint/no-explicit-any',
  ]);
  // The other rules only take time here. An existing file lends its name: the types of a new one are unknown.
  const linter = new ESLint({ cwd: ROOT, ruleFilter: ({ ruleId }) => RULES.has(ruleId) });

  const rulesBrokenBy = async (file: string, text: string): Promise<(string | null)[]> => {
    const [result] = await linter.lintText(text, { filePath: path.join(ROOT, file) });
    return (result?.messages ?? []).map(({ ruleId }) => ruleId);
  };

  it.each([
    ['contract/room.ts', "export { x } from '../main/visit/machine.ts';"],
    ['contract/room.ts', "export { readFile } from 'node:fs/promises';"],
    ['renderer/index.tsx', "export { x } from '../main/visit/machine.ts';"],
    ['renderer/index.tsx', "export { x } from '../city/main.ts';"],
    ['renderer/index.tsx', "export { app } from 'electron';"],
    ['main/visit/machine.ts', "export { x } from '../../city/main.ts';"],
    ['main/visit/machine.ts', "export { app } from 'electron';"],
    ['main/link/city.ts', "export { x } from '../../renderer/index.tsx';"],
    ['main/stage/window.ts', "export { x } from '../../city/main.ts';"],
    ['city/main.ts', "export { x } from '../main/visit/machine.ts';"],
    ['city/main.ts', "export { x } from '../demo/bbb/server.ts';"],
  ])('forbids in %s: %s', async (file, text) => {
    expect(await rulesBrokenBy(file, text)).toEqual(['no-restricted-imports']);
  });

  it.each([
    ['contract/room.ts', "export { z } from 'zod'; export { localeSchema } from './locale.ts';"],
    ['main/visit/machine.ts', "export { setup } from 'xstate'; export { canRetry } from './machine.ts';"],
    ['main/stage/window.ts', "export { BaseWindow } from 'electron';"],
    ['city/main.ts', "export { roomSchema } from '../contract/room.ts';"],
  ])('allows in %s: %s', async (file, text) => {
    expect(await rulesBrokenBy(file, text)).toEqual([]);
  });

  it.each([
    ["export const room = JSON.parse('{}') as object;", '@typescript-eslint/consistent-type-assertions'],
    ["export const room = <object>JSON.parse('{}');", '@typescript-eslint/consistent-type-assertions'],
    ['export const room = 1 as unknown;', '@typescript-eslint/consistent-type-assertions'],
    ['export const room: any = {};', '@typescript-eslint/no-explicit-any'],
    ['export const open = (room: any[]): void => void room;', '@typescript-eslint/no-explicit-any'],
  ])('takes nobody at their word: %s', async (text, rule) => {
    expect(await rulesBrokenBy('main/visit/machine.ts', text)).toEqual([rule]);
  });

  it('leaves a constant as it is', async () => {
    expect(await rulesBrokenBy('main/visit/machine.ts', "export const rooms = ['a'] as const;")).toEqual([]);
  });
});

describe('the names in the house', () => {
  it('say what a thing is for', () => {
    const meaningless =
      /^(?:utils?|helpers?|common|managers?|misc|shared)(?:\.|$)|[-.](?:utils?|helpers?|managers?)(?:\.|$)/i;
    const named = (file: string): boolean => file.split('/').some((part) => meaningless.test(part));
    expect(
      ['main/utils.ts', 'city/helpers/x.ts', 'renderer/room-helper.ts', 'main/manager.tsx'].filter(named),
    ).toHaveLength(4);
    expect(FILES.filter(named)).toEqual([]);
  });
});

describe('the tests of the house', () => {
  it('are all run: none is left out, and none runs alone', () => {
    const leftOut = /\b(?:it|test|describe)(?:\.\w+)*\.(?:only|skip|todo|fixme)\b/;
    expect(
      ["it.only('x')", "describe.skip('x')", "test.describe.fixme('x')"].filter((text) => leftOut.test(text)),
    ).toHaveLength(3);
    const own = path.relative(ROOT, import.meta.filename);
    const tests = SOURCES.filter((file) => isUnder(file, 'test') && file !== own);
    expect(tests.filter((file) => leftOut.test(readFileSync(path.join(ROOT, file), 'utf8')))).toEqual([]);
  });
});
