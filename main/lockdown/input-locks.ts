import type { Rule } from './rule.ts';

/** A page that holds pointer or keys keeps the visitor from our bar. */
export const inputLocks: Rule = { name: 'input-locks', permissions: ['pointerLock', 'keyboardLock'] };
