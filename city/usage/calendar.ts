import { Temporal } from 'temporal-polyfill';

/** A day by the city's clocks, from midnight to midnight: 23 or 25 hours when these are set. */
export interface CityDay {
  /** `2026-11-18` */
  readonly date: string;
  /** Milliseconds since 1970 of the beginning of each hour. */
  readonly hours: readonly number[];
}

const HOUR_MS = 60 * 60_000;

const hoursOf = (day: Temporal.PlainDate, timeZone: string): number[] => {
  const start = day.toZonedDateTime(timeZone).epochMilliseconds;
  const end = day.add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds;
  return Array.from({ length: Math.round((end - start) / HOUR_MS) }, (_, index) => start + index * HOUR_MS);
};

/**
 * All weeks, Monday to Sunday, that have one of the days in them, and of the running week the days that have begun.
 * @param from first day, like `2026-11-18`
 * @param now milliseconds since 1970
 */
export const weeksOf = (from: string, to: string, timeZone: string, now: number): CityDay[][] => {
  const first = Temporal.PlainDate.from(from);
  const last = Temporal.PlainDate.from(to);
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone).toPlainDate();
  const weeks: CityDay[][] = [];
  for (
    let monday = first.subtract({ days: first.dayOfWeek - 1 });
    Temporal.PlainDate.compare(monday, last) <= 0;
    monday = monday.add({ weeks: 1 })
  ) {
    const days = Array.from({ length: monday.daysInWeek }, (_, offset) => monday.add({ days: offset }));
    weeks.push(
      days
        .filter((day) => Temporal.PlainDate.compare(day, today) <= 0)
        .map((day) => ({ date: day.toString(), hours: hoursOf(day, timeZone) })),
    );
  }
  return weeks.filter((days) => days.length > 0);
};

/** A moment by the city's clocks, and whether these show the same time again an hour later or did an hour before. */
interface ClockTime {
  readonly time: string;
  readonly isTwice: boolean;
}

const onTheClock = (milliseconds: number, timeZone: string): ClockTime => {
  const moment = Temporal.Instant.fromEpochMilliseconds(milliseconds).toZonedDateTimeISO(timeZone);
  const at = (disambiguation: 'earlier' | 'later'): number =>
    moment.toPlainDateTime().toZonedDateTime(timeZone, { disambiguation }).epochMilliseconds;
  return { time: moment.toString({ timeZoneName: 'never' }), isTwice: at('earlier') !== at('later') };
};

/** The city's clocks. Hundreds of sites have the same hours, so each is looked up once. */
export const clockOf = (timeZone: string): ((milliseconds: number) => ClockTime) => {
  const known = new Map<number, ClockTime>();
  return (milliseconds) => {
    const time = known.get(milliseconds) ?? onTheClock(milliseconds, timeZone);
    known.set(milliseconds, time);
    return time;
  };
};
