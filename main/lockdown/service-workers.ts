import type { Rule } from './rule.ts';

/**
 * A service worker outlives its page, answers in its place and wakes for pushes. BBB's only keeps files at hand
 * and is done without. Its script is the one request with this header (service workers specification, 4.3.1).
 */
export const serviceWorkers: Rule = {
  name: 'service-workers',
  refusesHeaders: ({ headers }) => headers?.['service-worker'] === 'script',
};
