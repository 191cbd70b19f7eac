import type { Rule } from './rule.ts';

/** A long press or the right button opens no menu, neither Chromium's nor one of the system. */
export const contextMenu: Rule = {
  name: 'context-menu',
  lockPage: (contents, refused) => {
    contents.on('context-menu', (event) => {
      event.preventDefault();
      refused();
    });
  },
};
