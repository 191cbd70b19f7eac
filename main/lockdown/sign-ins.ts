import type { Rule } from './rule.ts';

/** A server or proxy that asks for a name and a password gets none. */
export const signIns: Rule = {
  name: 'sign-ins',
  lockPage: (contents, refused) => {
    contents.on('login', (event, _details, _info, answer) => {
      event.preventDefault();
      refused();
      answer();
    });
  },
};
