import { defineConfig } from 'vite';

/** A sandboxed preload script must be one CommonJS file. */
export default defineConfig({
  root: import.meta.dirname,
  logLevel: 'warn',
  build: {
    lib: { entry: 'index.ts', formats: ['cjs'], fileName: () => 'index.cjs' },
    outDir: '../dist/preload',
    emptyOutDir: true,
    target: 'chrome130',
    minify: true,
    rolldownOptions: { external: ['electron'] },
  },
});
