import type { Rule } from './rule.ts';

/** `mailto:`, `tel:`, `steam:`: another program would open over the terminal. */
export const externalProtocols: Rule = { name: 'external-protocols', permissions: ['openExternal'] };
