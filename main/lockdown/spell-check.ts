import type { Rule } from './rule.ts';

/** Dictionaries would be fetched from a foreign host, which so learns when somebody begins to type. */
export const spellCheck: Rule = {
  name: 'spell-check',
  preferences: { spellcheck: false },
  lockSession: (session) => {
    session.setSpellCheckerEnabled(false);
    session.setSpellCheckerLanguages([]);
  },
};
