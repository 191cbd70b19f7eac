import type { Rule } from './rule.ts';

/** A text may be copied inside the meeting (`clipboard-sanitized-write`); what others copied is not read. */
export const clipboard = (origins: () => readonly string[]): Rule => ({
  name: 'clipboard',
  permissions: ['clipboard-read', 'clipboard-sanitized-write', 'deprecated-sync-clipboard-read'],
  grants: ({ permission, origin }) => permission === 'clipboard-sanitized-write' && origins().includes(origin),
});
