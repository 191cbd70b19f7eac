import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/**
 * Served by the city under `/dashboard/` with `default-src 'none'; script-src 'self'; style-src 'self'`: everything is
 * a file beside index.html, nothing is inlined.
 */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: './',
  plugins: [react()],
  build: {
    outDir: '../../dist/dashboard',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // One script is there sooner than several that wait for each other; it is kept by the browser.
    chunkSizeWarningLimit: 700,
  },
});
