import { builtinModules } from 'node:module';
import path from 'node:path';
import { defineConfig } from 'vite';

/** The main process: one ES module entry, with what the first screen does not need in chunks of its own. */
export default defineConfig({
  root: import.meta.dirname,
  logLevel: 'warn',
  resolve: {
    alias: [
      {
        find: /^ajv(-formats)?(\/.*)?$/,
        replacement: path.join(import.meta.dirname, 'terminal', 'no-schema-validator.ts'),
      },
    ],
  },
  ssr: { noExternal: true },
  build: {
    ssr: 'index.ts',
    outDir: '../dist/main',
    emptyOutDir: true,
    // Node 20.18 inside Electron 33, the older of the two runtimes this must run on.
    target: 'node20.18',
    minify: true,
    rolldownOptions: {
      // classic-level brings a native addon and stays a package of its own.
      external: ['electron', 'classic-level', ...builtinModules, ...builtinModules.map((name) => `node:${name}`)],
      output: { format: 'es', entryFileNames: 'index.js', chunkFileNames: '[name]-[hash].js' },
    },
  },
});
