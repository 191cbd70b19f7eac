import type { Rule } from './rule.ts';

/** A page's `beforeunload` (BBB has one) must not hold a visitor back: the event is answered with "leave". */
export const unloadTraps: Rule = {
  name: 'unload-traps',
  lockPage: (contents, refused) => {
    contents.on('will-prevent-unload', (event) => {
      event.preventDefault();
      refused();
    });
  },
};
