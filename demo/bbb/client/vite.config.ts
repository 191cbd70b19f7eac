import { join } from 'node:path';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  base: '/html5client/',
  build: {
    outDir: join(import.meta.dirname, '..', '..', '..', 'dist', 'bbb-client'),
    emptyOutDir: true,
    rolldownOptions: {
      input: {
        index: join(import.meta.dirname, 'index.html'),
        'service-worker': join(import.meta.dirname, 'worker', 'service-worker.ts'),
      },
      output: {
        // A service worker is found by its address and must keep it.
        entryFileNames: ({ name }) => (name === 'service-worker' ? '[name].js' : 'assets/[name]-[hash].js'),
      },
    },
  },
});
