import { Temporal } from 'temporal-polyfill';
import type { OpeningHours, OpenSlot } from '../../contract/opening-hours.ts';

/** Whether a site is open. */
export interface Opening {
  readonly isOpen: boolean;
  /** When that changes, milliseconds since 1970; null when it does not within a year. */
  readonly changesAt: number | null;
}

interface Interval {
  readonly start: number;
  readonly end: number;
}

/** The longest that is looked ahead. */
const DAYS_AHEAD = 366;
const DAY_MS = 24 * 60 * 60 * 1000;

/** A time that a change of the clocks leaves out is the moment after the change. */
const intervalOf = ({ from, to }: OpenSlot, day: Temporal.PlainDate, timeZone: string): Interval => {
  const at = (date: Temporal.PlainDate, plainTime: string): number =>
    date.toZonedDateTime({ timeZone, plainTime }).epochMilliseconds;
  return { start: at(day, from), end: at(to > from ? day : day.add({ days: 1 }), to) };
};

const slotsOf = ({ weekly, exceptions }: OpeningHours, day: Temporal.PlainDate): readonly OpenSlot[] =>
  exceptions.find(({ date }) => date === day.toString())?.open ??
  weekly.filter(({ weekday }) => weekday === day.dayOfWeek);

/** What begins from yesterday on, whose evening may last until now, in the order of its beginning. */
function* intervalsFrom(now: number, hours: OpeningHours, timeZone: string): Generator<Interval> {
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone).toPlainDate();
  for (let offset = -1; offset <= DAYS_AHEAD; offset += 1) {
    const day = today.add({ days: offset });
    yield* slotsOf(hours, day)
      .map((slot) => intervalOf(slot, day, timeZone))
      .filter(({ start, end }) => end > start)
      .sort((one, other) => one.start - other.start);
  }
}

/**
 * Whether a site is open, and until when.
 * @param now milliseconds since 1970, as the city has it
 * @param timeZone IANA name of the city's, in which the hours are meant
 */
export const openingAt = (now: number, hours: OpeningHours, timeZone: string): Opening => {
  const farAway = now + DAYS_AHEAD * DAY_MS;
  let openUntil: number | null = null;
  for (const { start, end } of intervalsFrom(now, hours, timeZone)) {
    if (end <= now) continue;
    if (openUntil === null && start > now) return { isOpen: false, changesAt: start };
    if (openUntil !== null && start > openUntil) break;
    openUntil = Math.max(openUntil ?? end, end);
    if (openUntil > farAway) return { isOpen: true, changesAt: null };
  }
  return { isOpen: openUntil !== null, changesAt: openUntil };
};
