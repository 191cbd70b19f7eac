import { test as base, withCity } from './fixtures.ts';

/** With a city of its own: what other tests do in theirs is not seen there. */
export const test = base.extend({
  embedded: [async ({}, use) => withCity(use), { scope: 'worker' }],
});
