import { randomUUID } from 'node:crypto';
import type { Rating } from '../../contract/feedback.ts';
import type { ToldTerminal } from './told-terminal.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const SUNDAY = 0;

const OPENS = 10;
const CLOSES = 18;
const ROOMS = ['energie-umwelt', 'bildung-kultur', 'stadtentwicklung', 'wirtschaft'] as const;
const RATINGS: readonly [Rating, ...Rating[]] = [5, 4, 5, 4, 3, 5, 4, 5, 2, 4];
const WORDS = [
  'Sehr freundlich, ich war in zwei Minuten drin.',
  'Der Ton war am Anfang leise.',
  'Endlich kann ich ohne eigenes Gerät mitreden.',
  'Bitte mehr Stühle am Terminal.',
  'Thank you, I could choose English.',
  'Die Schrift ist schön groß.',
  'Die Kopfhörer drücken etwas.',
] as const;

/** Every so manyth visit is like that; words every so manyth rating. */
const EVERY = { english: 5, declined: 17, abandoned: 13, ended: 3, rated: 3, words: 24 } as const;

const pick = <T>(from: readonly [T, ...T[]], number: number): T => from[number % from.length] ?? from[0];

/** One visit, told step by step. @param number decides how it went */
const tellVisit = ({ tell }: ToldTerminal, at: number, number: number): void => {
  const visit = randomUUID();
  const isEvery = (times: number): boolean => number % times === times - 1;
  tell(at, 'stadtfenster.visit.started', { visit });
  if (isEvery(EVERY.declined) || isEvery(EVERY.abandoned)) {
    const outcome = isEvery(EVERY.declined) ? 'declined' : 'abandoned';
    tell(at + MINUTE, 'stadtfenster.visit.ended', { visit, outcome, step: 'terms', durationMs: MINUTE });
    return;
  }
  const locale = isEvery(EVERY.english) ? 'en' : 'de';
  const room = pick(ROOMS, number);
  const who = { part: 'listen', role: 'attendee', locale } as const;
  tell(at + MINUTE, 'stadtfenster.visit.joined', { visit, room, ...who, durationMs: 2_340 });
  if (isEvery(EVERY.rated)) {
    const rated = Math.floor(number / EVERY.rated);
    const words = rated % EVERY.words === 0 ? { words: pick(WORDS, rated / EVERY.words) } : {};
    tell(at + 2 * MINUTE, 'stadtfenster.visit.feedback', { visit, rating: pick(RATINGS, rated), ...words });
  }
  const outcome = isEvery(EVERY.ended) ? 'meeting-ended' : 'left';
  const lasted = { durationMs: 3 * MINUTE, meetingMs: 2 * MINUTE };
  tell(at + 3 * MINUTE, 'stadtfenster.visit.ended', { visit, outcome, step: 'meeting', ...lasted });
};

/**
 * Tells the visits of some weeks at one terminal: more in the afternoon than in the morning, none on Sundays.
 * @param until the beginning of the first day without visits, milliseconds since 1970
 * @param least visits of a quiet hour
 */
export const tellVisits = (terminal: ToldTerminal, until: number, days: number, least: number): void => {
  let number = 0;
  for (let day = until - days * DAY; day < until; day += DAY) {
    if (new Date(day + 12 * HOUR).getUTCDay() === SUNDAY) continue;
    for (let hour = OPENS; hour < CLOSES; hour += 1) {
      const more = (hour >= 15 ? 4 : 0) + ((Math.floor(day / DAY) ** 2 + hour * 5) % 7);
      for (let visit = 0; visit < least + more; visit += 1) {
        tellVisit(terminal, day + hour * HOUR + visit * 4 * MINUTE, number);
        number += 1;
      }
    }
  }
};
