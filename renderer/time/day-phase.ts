import { clockOf, type Place } from './moments.ts';

export type DayPhase = 'morning' | 'day' | 'evening' | 'night';

/** The hour of the day with its part, 0 to 24: 17.5 is half past five. */
export const hourOf = (instant: number, place: Place): number => {
  const [hours = '0', minutes = '0'] = clockOf(instant, place).split(':');
  return Number(hours) + Number(minutes) / 60;
};

/** Which light the hour has. */
export const phaseOfDay = (hour: number): DayPhase => {
  if (hour < 6 || hour >= 20) return 'night';
  if (hour < 9) return 'morning';
  if (hour < 17) return 'day';
  return 'evening';
};
