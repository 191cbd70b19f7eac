import type { UsageQuery } from '../../contract/dashboard-usage.ts';

/** Swedish writes dates as ISO 8601 does. */
const iso = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short' });

/**
 * From the Monday of so many weeks, the running one counted, until today.
 * @param now milliseconds since 1970; days are those of the browser
 */
export const lastWeeks = (count: number, now: number): UsageQuery => {
  const today = new Date(now);
  const fromMonday = (today.getDay() + 6) % 7;
  const from = new Date(today.getFullYear(), today.getMonth(), today.getDate() - fromMonday - 7 * (count - 1));
  return { from: iso.format(from), to: iso.format(today) };
};
