import type { LogEntry } from './api/request-log.ts';
import type { CityNote } from './note.ts';

/** Something that the log tells. */
export type Told = { readonly message: string } | LogEntry | CityNote;

type Level = 'info' | 'warning' | 'error';

const SERVER_ERROR = 500;

const levelOf = (told: Told): Level => {
  if ('message' in told) return 'info';
  if ('event' in told) return told.event === 'forgotten' ? 'info' : 'error';
  if (told.failure !== undefined) return 'error';
  return told.status >= SERVER_ERROR ? 'warning' : 'info';
};

/** One line of JSON, as log collectors take them. @param at when, milliseconds since 1970 */
export const jsonLine = (told: Told, at: number): string =>
  JSON.stringify({ time: new Date(at).toISOString(), level: levelOf(told), ...told });

/** One line, or several, for somebody who looks on. */
export const plainLine = (told: Told, at: number): string => {
  if ('message' in told) return told.message;
  const time = new Date(at).toISOString();
  if ('event' in told) {
    const facts =
      told.event === 'forgotten'
        ? JSON.stringify(told.counts)
        : told.event === 'store-trouble'
          ? told.code
          : told.failure;
    return `${time} ${told.event} ${facts}`;
  }
  const { method, route, status, ms, code, failure } = told;
  return [time, method, route ?? '-', status, `${ms} ms`, code, failure && `\n  ${failure}`]
    .filter((part) => part !== undefined)
    .join(' ');
};
