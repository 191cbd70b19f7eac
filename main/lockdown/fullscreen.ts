import type { Rule } from './rule.ts';

/** A page over the whole screen covers our bar, and with it the way out and the way to help. */
export const fullscreen: Rule = { name: 'fullscreen', permissions: ['fullscreen', 'automatic-fullscreen'] };
