import { Temporal } from 'temporal-polyfill';
import type { PlannedMeeting } from '../../contract/room.ts';
import type { WeeklySlot } from '../../contract/room-plan.ts';

const DAYS_OF_A_WEEK = 7;

/** One occurrence of a slot; a wall-clock time that a clock change skips is the moment after the change. */
const occurrence = (slot: WeeklySlot, day: Temporal.PlainDate, timeZone: string) => {
  const endDay = slot.end > slot.start ? day : day.add({ days: 1 });
  return {
    start: day.toZonedDateTime({ timeZone, plainTime: slot.start }).toInstant(),
    end: endDay.toZonedDateTime({ timeZone, plainTime: slot.end }).toInstant(),
  };
};

/**
 * The first meetings of a weekly schedule that have not ended yet: the one going on, and the next ones.
 * @param now milliseconds since 1970
 * @param timeZone the city's, in which the schedule is meant
 * @param count how many at most
 */
export const findNextMeetings = (
  schedule: readonly WeeklySlot[],
  now: number,
  timeZone: string,
  count: number,
): PlannedMeeting[] => {
  const instant = Temporal.Instant.fromEpochMilliseconds(now);
  const today = instant.toZonedDateTimeISO(timeZone).toPlainDate();
  // Yesterday's may last past midnight; today's may be over, or fall into the hour a clock change leaves out.
  const days = Array.from({ length: (count + 1) * DAYS_OF_A_WEEK + 2 }, (_, offset) => today.add({ days: offset - 1 }));
  return days
    .flatMap((day) =>
      schedule.filter((slot) => slot.weekday === day.dayOfWeek).map((slot) => occurrence(slot, day, timeZone)),
    )
    .filter(({ start, end }) => Temporal.Instant.compare(end, instant) > 0 && Temporal.Instant.compare(end, start) > 0)
    .sort((a, b) => Temporal.Instant.compare(a.start, b.start))
    .slice(0, count)
    .map(({ start, end }) => ({ start: start.toString(), end: end.toString() }));
};

/** The first of them, null for an empty schedule. */
export const findNextMeeting = (
  schedule: readonly WeeklySlot[],
  now: number,
  timeZone: string,
): PlannedMeeting | null => findNextMeetings(schedule, now, timeZone, 1)[0] ?? null;
