import { FORMAT_LOCALE, type Locale } from '../../contract/locale.ts';
import type { Texts } from '../texts.ts';

const OPTIONS = {
  /** One format for calendar and clock; the digits are those of every language we speak. */
  numbers: {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    numberingSystem: 'latn',
  },
  longDay: { weekday: 'long', day: 'numeric', month: 'long' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

export interface Place {
  readonly locale: Locale;
  /** IANA time zone of the city. */
  readonly timeZone: string;
}

const formats = new Map<string, Intl.DateTimeFormat>();

const makeFormat = (locale: string, timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  try {
    return new Intl.DateTimeFormat(locale, { ...options, timeZone });
  } catch {
    // A zone this system does not know: a slip in a configuration must not empty the screen.
    return new Intl.DateTimeFormat(locale, options);
  }
};

/** Formats are dear to make (milliseconds at the start) and asked for every minute. */
const formatOf = (kind: keyof typeof OPTIONS, { locale, timeZone }: Place): Intl.DateTimeFormat => {
  const key = `${kind} ${locale} ${timeZone}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const made = makeFormat(FORMAT_LOCALE[locale], timeZone, OPTIONS[kind]);
  formats.set(key, made);
  return made;
};

/** A moment as the city's calendar and clock show it. */
const shownAt = (instant: number, place: Place): { readonly day: string; readonly time: string } => {
  const parts = new Map(
    formatOf('numbers', place)
      .formatToParts(instant)
      .map(({ type, value }) => [type, value]),
  );
  const of = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
  return { day: `${of('year')}-${of('month')}-${of('day')}`, time: `${of('hour')}:${of('minute')}` };
};

/** Hours and minutes: `17:00`. */
export const clockOf = (instant: number, place: Place): string => shownAt(instant, place).time;

/** The calendar day after: noon in UTC plus a day, so that no change of the clocks matters. */
const dayAfter = (day: string): string =>
  new Date(Date.parse(`${day}T12:00:00Z`) + 24 * 60 * 60 * 1000).toISOString().slice(0, 10);

/**
 * A moment in words: "heute 17:00 Uhr", "morgen 17:00 Uhr", "Dienstag, 24. November, 17:00 Uhr".
 *
 * @param instant milliseconds since 1970
 * @param now the city's time, milliseconds since 1970
 */
export const momentInWords = (instant: number, now: number, place: Place, t: Texts): string => {
  const { day, time } = shownAt(instant, place);
  const today = shownAt(now, place).day;
  if (day === today) return t('time.today', { time });
  if (day === dayAfter(today)) return t('time.tomorrow', { time });
  return t('time.day', { day: formatOf('longDay', place).format(instant), time });
};
