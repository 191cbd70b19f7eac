import type { Rule } from './rule.ts';

/** With them every other rule could be undone at the terminal. */
export const developerTools: Rule = {
  name: 'developer-tools',
  preferences: { devTools: false },
  lockPage: (contents, refused) => {
    contents.on('devtools-opened', () => {
      refused();
      contents.closeDevTools();
    });
  },
};
