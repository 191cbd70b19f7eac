import type { Rule } from './rule.ts';

/** alert() and confirm() would hold the page and stand above our bar, in a loop without end. */
export const dialogs: Rule = { name: 'dialogs', preferences: { disableDialogs: true } };
