import { FORMAT_LOCALE, type Locale } from '../../contract/locale.ts';
import type { DashboardTexts } from './texts.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long ago something was, in the largest unit that is full: "vor 3 Minuten". */
export const ago = (moment: number, now: number, t: DashboardTexts, locale: Locale): string => {
  const passed = Math.max(0, now - moment);
  if (passed < MINUTE) return t('justNow');
  const words = new Intl.RelativeTimeFormat(FORMAT_LOCALE[locale], { numeric: 'auto' });
  if (passed < HOUR) return words.format(-Math.floor(passed / MINUTE), 'minute');
  if (passed < DAY) return words.format(-Math.floor(passed / HOUR), 'hour');
  return words.format(-Math.floor(passed / DAY), 'day');
};

/** A moment by date and clock, in the time zone of the browser. */
export const moment = (milliseconds: number, locale: Locale): string =>
  new Intl.DateTimeFormat(FORMAT_LOCALE[locale], { dateStyle: 'short', timeStyle: 'medium' }).format(milliseconds);

/** Since when something is: by the clock, and by the date too when that is not today's. */
export const sinceWords = (milliseconds: number, now: number, locale: Locale): string => {
  const isToday = new Date(milliseconds).toDateString() === new Date(now).toDateString();
  const form = isToday ? ({ timeStyle: 'short' } as const) : ({ dateStyle: 'short', timeStyle: 'short' } as const);
  return new Intl.DateTimeFormat(FORMAT_LOCALE[locale], form).format(milliseconds);
};

/** A span of time, in the largest unit that is full: "4 Minuten". */
export const span = (milliseconds: number, locale: Locale): string => {
  const unit = milliseconds < MINUTE ? 'second' : milliseconds < HOUR ? 'minute' : milliseconds < DAY ? 'hour' : 'day';
  const length = { second: 1000, minute: MINUTE, hour: HOUR, day: DAY }[unit];
  const value = Math.round(milliseconds / length);
  return new Intl.NumberFormat(FORMAT_LOCALE[locale], { style: 'unit', unit, unitDisplay: 'long' }).format(value);
};
