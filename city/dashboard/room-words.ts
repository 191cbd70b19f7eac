import type { PlannedRoom } from '../../contract/dashboard-rooms.ts';
import { FORMAT_LOCALE, type Locale } from '../../contract/locale.ts';
import type { WeeklySlot } from '../../contract/room-plan.ts';
import type { DashboardTexts } from './texts.ts';

/** A Monday. */
const MONDAY = Date.UTC(2024, 0, 1);
const DAY_MS = 24 * 60 * 60_000;

/** @param weekday 1 is Monday, 7 is Sunday */
export const weekdayName = (weekday: number, locale: Locale): string =>
  new Intl.DateTimeFormat(FORMAT_LOCALE[locale], { weekday: 'long', timeZone: 'UTC' }).format(
    MONDAY + (weekday - 1) * DAY_MS,
  );

/** "Dienstag, 17:00 bis 18:30" */
export const slotWords = ({ weekday, start, end }: WeeklySlot, t: DashboardTexts, locale: Locale): string =>
  t('rooms.slot', { weekday: weekdayName(weekday, locale), start, end });

/** When a meeting is, by the city's clocks. */
export const meetingWords = (
  { start }: PlannedRoom['next'][number],
  timeZone: string,
  t: DashboardTexts,
  locale: Locale,
): string => {
  const form = { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' } as const;
  const moment = new Intl.DateTimeFormat(FORMAT_LOCALE[locale], { ...form, timeZone }).format(Date.parse(start));
  return t('rooms.meeting', { moment });
};

/** A day like `2026-11-18` */
export const dayName = (day: string, locale: Locale): string =>
  new Intl.DateTimeFormat(FORMAT_LOCALE[locale], { dateStyle: 'long', timeZone: 'UTC' }).format(Date.parse(day));
