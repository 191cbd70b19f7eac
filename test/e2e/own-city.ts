import { startEmbeddedCity } from '../../demo/embedded-city.ts';
import { test as base } from './fixtures.ts';

/** With a city of its own: what other tests do in theirs is not seen there. */
export const test = base.extend({
  embedded: [
    async ({}, use) => {
      const embedded = await startEmbeddedCity({ dataDir: null });
      await use(embedded);
      await embedded.close();
    },
    { scope: 'worker' },
  ],
});
