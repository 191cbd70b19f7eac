import { defineConfig } from 'vite';

/** A sandboxed preload script must be one CommonJS file: the two have nothing in common that would be a third. */
export default defineConfig({
  root: import.meta.dirname,
  logLevel: 'warn',
  build: {
    lib: {
      entry: { index: 'index.ts', service: 'service.ts' },
      formats: ['cjs'],
      fileName: (_, name) => `${name}.cjs`,
    },
    outDir: '../dist/preload',
    emptyOutDir: true,
    target: 'chrome130',
    minify: true,
    rolldownOptions: { external: ['electron'] },
  },
});
