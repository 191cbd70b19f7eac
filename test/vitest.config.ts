import { defineConfig } from 'vitest/config';

/** Tests of the city's store, whichever way it is stored; the other ones of the city would show the same again. */
const OF_THE_STORE = ['api', 'codes', 'events', 'help-calls', 'service-pins', 'store*'];

export default defineConfig({
  test: {
    root: import.meta.dirname,
    // Two cores: a store and a browser in the same moment are enough.
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 30_000,
    globalSetup: 'unit/with-empty-store.ts',
    setupFiles: 'unit/copy-empty-store.ts',
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['unit/**/*.test.{ts,tsx}'], exclude: ['unit/city/store-server.test.ts'] },
      },
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
