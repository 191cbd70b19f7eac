import { builtinModules } from 'node:module';
import path from 'node:path';
import { defineConfig } from 'vite';

/** What of electron-store's imports is left out of the bundle: the first picture would wait for it. */
const standIn = (name: string): string => path.join(import.meta.dirname, 'terminal', 'store-parts', `${name}.ts`);

const STAND_INS = [
  { find: /^ajv(-formats)?(\/.*)?$/, by: '', replacement: standIn('no-schema-validator') },
  { find: /^semver$/, by: '/node_modules/conf/', replacement: standIn('no-migrations') },
  { find: /^node:crypto$/, by: '/node_modules/conf/', replacement: standIn('no-encryption') },
  { find: /^when-exit$/, by: '/node_modules/atomically/', replacement: standIn('no-exit-hook') },
  // The module opens the standard streams to list them as its exports (5 ms); the global does not.
  { find: /^node:process$/, by: '', replacement: standIn('global-process') },
];

const standInFor = (name: string, importer = ''): string | undefined =>
  STAND_INS.find(({ find, by }) => find.test(name) && importer.includes(by))?.replacement;

// classic-level brings a native addon and stays a package of its own.
const OUTSIDE = new Set(['electron', 'classic-level', ...builtinModules]);

/** The main process: one ES module entry, with what the first screen does not need in chunks of its own. */
export default defineConfig({
  root: import.meta.dirname,
  logLevel: 'warn',
  plugins: [{ name: 'store-parts', enforce: 'pre', resolveId: standInFor }],
  ssr: { noExternal: true },
  build: {
    ssr: 'index.ts',
    outDir: '../dist/main',
    emptyOutDir: true,
    // Node 20.18 inside Electron 33, the older of the two runtimes this must run on.
    target: 'node20.18',
    minify: true,
    rolldownOptions: {
      external: (name, importer) => OUTSIDE.has(name.replace(/^node:/, '')) && standInFor(name, importer) === undefined,
      output: { format: 'es', entryFileNames: 'index.js', chunkFileNames: '[name]-[hash].js' },
    },
  },
});
