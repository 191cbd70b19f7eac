import { DIALOG_ANSWER, dialogOf } from './page-dialog.ts';
import type { Rule } from './rule.ts';

/**
 * alert() and confirm() would hold the page and stand above our bar, in a loop without end. Electron shows none of
 * them; with somebody at the debugger's protocol, as we are (in-page.ts), they have to be answered there as well.
 */
export const dialogs: Rule = {
  name: 'dialogs',
  preferences: { disableDialogs: true },
  inPage: () => ({
    answer: (method, parameters) => {
      const dialog = dialogOf(method, parameters);
      return dialog === null || dialog === 'beforeunload'
        ? null
        : { method: DIALOG_ANSWER, parameters: { accept: false } };
    },
  }),
};
