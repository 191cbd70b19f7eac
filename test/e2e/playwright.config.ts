import { defineConfig } from '@playwright/test';

/** Real Electron, the real city endpoint, the BBB stand-in; one city and one virtual screen per worker. */
export default defineConfig({
  testDir: '.',
  // What takes longest begins first: it runs beside the others, and the end does not wait for it.
  projects: [
    { name: 'long', testMatch: '**/long-call.e2e.ts' },
    { name: 'rest', testMatch: '**/*.e2e.ts', testIgnore: '**/long-call.e2e.ts' },
  ],
  outputDir: '../../out/e2e',
  timeout: 60_000,
  expect: { timeout: 15_000 },
  fullyParallel: true,
  // The longest test waits most of its time.
  workers: 3,
  retries: 0,
  forbidOnly: true,
  reporter: [['list']],
  use: { actionTimeout: 15_000 },
});
