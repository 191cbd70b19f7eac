import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { defineConfig } from 'vitest/config';

/** Tests of the city's store, whichever way it is stored; the other ones of the city would show the same again. */
const OF_THE_STORE = ['api', 'codes', 'events', 'help-calls', 'service-pins', 'store*'];

const root = import.meta.dirname;

/** What a test changes for whoever comes after it in the same process: modules, the clock, what is global. */
const CHANGES_THE_PROCESS =
  /\bvi\.(?:mock|doMock|stub\w+|useFakeTimers|spyOn\(globalThis)\b|Reflect\.set\(globalThis|process\.env\[[^\]]+\] = /;

/** The tests that need a process of their own; the others share one and the modules that are loaded in it. */
const APART = readdirSync(path.join(root, 'unit'), { recursive: true, encoding: 'utf8' })
  .map((name) => path.join('unit', name))
  .filter(
    (name) => /\.test\.tsx?$/.test(name) && CHANGES_THE_PROCESS.test(readFileSync(path.join(root, name), 'utf8')),
  );

const ON_SERVER_ONLY = 'unit/city/store-server.test.ts';

export default defineConfig({
  test: {
    root,
    // Two cores: a store and a browser in the same moment are enough.
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 30_000,
    globalSetup: 'unit/with-empty-store.ts',
    setupFiles: ['unit/copy-empty-store.ts', 'unit/seed-properties.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['unit/**/*.test.{ts,tsx}'],
          exclude: [ON_SERVER_ONLY, ...APART],
          isolate: false,
        },
      },
      { extends: true, test: { name: 'unit, apart', include: APART, exclude: [ON_SERVER_ONLY] } },
      {
        // The city once more, on a PostgreSQL server.
        extends: true,
        test: {
          name: 'postgres',
          include: OF_THE_STORE.map((name) => `unit/city/${name}.test.ts`),
          globalSetup: 'unit/with-postgres.ts',
        },
      },
    ],
  },
});
