import type { Rule } from './rule.ts';

/** The screen stays on while somebody listens; the machine's own sleep is the operating system's business. */
export const wakeLocks = (origins: () => readonly string[]): Rule => ({
  name: 'wake-locks',
  permissions: ['screen-wake-lock', 'system-wake-lock'],
  grants: ({ permission, origin }) => permission === 'screen-wake-lock' && origins().includes(origin),
});
