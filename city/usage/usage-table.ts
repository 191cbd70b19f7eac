import { sharedBySchema, type Usage } from '../../contract/dashboard-usage.ts';

type Cell = string | number;

/** A spreadsheet would take such a beginning for a formula and run it (OWASP, CSV Injection). */
const LIKE_A_FORMULA = /^[=+\-@\t\r]/;

const cellOf = (value: Cell): string => {
  if (typeof value === 'number') return String(value);
  const text = LIKE_A_FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** Without it Excel takes UTF-8 for a Western code page and breaks every umlaut; others skip it. */
const BYTE_ORDER_MARK = '\uFEFF';

const COLUMNS = ['what', 'site', 'terminal', 'from', 'to', 'value', 'amount'];

/**
 * The same as the page tells, with the same numbers left out, as one long table (RFC 4180): hours from their beginning
 * until their end with the offset of the clock, days from the first to the last one.
 */
export const usageTable = ({ from, to, sites, disturbances, words }: Usage): string => {
  const rows: Cell[][] = [COLUMNS];
  for (const { site, spans, shares } of sites) {
    for (const { firstDay, lastDay, visits, hours } of spans) {
      rows.push(['visits by day', site, '', firstDay, lastDay, '', visits]);
      for (const hour of hours) rows.push(['visits by hour', site, '', hour.start, hour.end, '', hour.visits]);
    }
    for (const by of sharedBySchema.options) {
      for (const { value, visits } of shares[by]) rows.push([`visits by ${by}`, site, '', from, to, value, visits]);
    }
  }
  for (const { site, terminal, cause, minutes } of disturbances) {
    rows.push(['minutes disturbed', site, terminal, from, to, cause, minutes]);
  }
  for (const { site, day, words: written } of words ?? []) {
    rows.push(['words of a feedback', site, '', day, day, written, '']);
  }
  return BYTE_ORDER_MARK + rows.map((row) => `${row.map(cellOf).join(',')}\r\n`).join('');
};
