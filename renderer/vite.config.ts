import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** One mark beyond Latin-1 makes V8 keep the whole script with two bytes a mark; they stand in texts only. */
const oneByteScripts: Plugin = {
  name: 'one-byte-scripts',
  generateBundle: (_options, bundle) => {
    for (const file of Object.values(bundle)) {
      if (file.type !== 'chunk') continue;
      file.code = file.code.replace(/[^\0-\xff]/g, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`);
    }
  },
};

/**
 * The page is served by the main process under `kiosk://ui/` with `default-src 'self'; style-src 'self'`:
 * everything is a file beside index.html, nothing is inlined.
 */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: './',
  plugins: [react(), oneByteScripts],
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    // The oldest Chromium we run on (Electron 33, the test runtime).
    target: 'chrome130',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
  },
});
