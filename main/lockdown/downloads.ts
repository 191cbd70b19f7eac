import type { Rule } from './rule.ts';

/** Nothing is ever saved on a terminal. */
export const downloads: Rule = {
  name: 'downloads',
  lockSession: (session, refused) => {
    session.on('will-download', (event) => {
      event.preventDefault();
      refused();
    });
  },
};
