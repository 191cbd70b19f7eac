import { OperatorProblem, systemErrorCode } from '../operator-problem.ts';

/** The codes of an error and of what caused it: drizzle wraps what the driver throws. */
const codeOf = (error: unknown): string | null =>
  systemErrorCode(error) ?? (error instanceof Error && error.cause !== undefined ? codeOf(error.cause) : null);

/** What Node says when nobody answers at an address. */
const UNREACHABLE = /^(?:ECONNREFUSED|ECONNRESET|ENOENT|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EPIPE)$/;

/**
 * PostgreSQL's classes 08 (connection), 53 (resources) and 57P (shut down, starting up), and 55000 of a database that is
 * closed for maintenance: its error codes, appendix A.
 */
const AWAY = /^(?:08...|53...|57P0[1-5]|55000)$/;

/** The driver's own sentences about a line that is gone; they have no code. */
const LINE_GONE = /connection (?:terminated|timeout|error)|timeout exceeded when trying to connect|ended/i;

const messageOf = (error: unknown): string => {
  if (!(error instanceof Error)) return '';
  return error.cause === undefined ? error.message : messageOf(error.cause);
};

/** @returns the code of why the database server cannot be used now, null when the error is about something else */
export const storeAwayCode = (error: unknown): string | null => {
  const code = codeOf(error);
  if (code === null) return LINE_GONE.test(messageOf(error)) ? 'line-gone' : null;
  return UNREACHABLE.test(code) || AWAY.test(code) ? code : null;
};

/** What an operator can do about it, by the code. */
const sentenceFor = (code: string | null, host: string, database: string): string => {
  switch (code) {
    case '28P01':
    case '28000':
      return `The database server ${host} refuses the user or the password; correct CITY_DATABASE_URL.`;
    case '3D000':
      return `The database server ${host} has no database ${database}; make it with createdb, or correct CITY_DATABASE_URL.`;
    case '42501':
      return `The user of CITY_DATABASE_URL may not make tables in the database ${database}; let it own the database.`;
    case '53300':
      return `The database server ${host} has no connection left; raise its max_connections.`;
    default:
      return `The database server ${host} cannot be reached (${code ?? 'unknown reason'}); start it, or correct CITY_DATABASE_URL.`;
  }
};

/** A password that is missing altogether is noticed by the driver, which has no code for it. */
const isPasswordMissing = (error: unknown): boolean => /password must be a|no password/i.test(messageOf(error));

/** The sentence for what stops a store from being opened, never with the address's password in it. */
export const openingProblem = (error: unknown, host: string, database: string): OperatorProblem => {
  if (error instanceof OperatorProblem) return error;
  const code = isPasswordMissing(error) ? '28P01' : (codeOf(error) ?? storeAwayCode(error));
  return new OperatorProblem(sentenceFor(code, host, database), { cause: error });
};
