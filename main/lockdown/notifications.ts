import type { Rule } from './rule.ts';

/** A notice of the desktop stays when its page is gone, with whatever it says about the last visitor. */
export const notifications: Rule = { name: 'notifications', permissions: ['notifications', 'push'] };
