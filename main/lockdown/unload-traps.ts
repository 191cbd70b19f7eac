import { DIALOG_ANSWER, dialogOf } from './page-dialog.ts';
import type { Rule } from './rule.ts';

/** A page's `beforeunload` (BBB has one) must not hold a visitor back: the question is answered with "leave". */
export const unloadTraps: Rule = {
  name: 'unload-traps',
  lockPage: (contents, refused) => {
    contents.on('will-prevent-unload', (event) => {
      event.preventDefault();
      refused();
    });
  },
  inPage: () => ({
    answer: (method, parameters) =>
      dialogOf(method, parameters) === 'beforeunload' ? { method: DIALOG_ANSWER, parameters: { accept: true } } : null,
  }),
};
