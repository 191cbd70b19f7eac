/**
 * How the stand-in misbehaves, so that tests can see what happens to those who depend on it.
 * It stays as set until it is set again.
 */
export interface Behaviour {
  /** `refusing` cuts every connection, old and new; `unavailable` answers everything with 503, as a proxy before a dead server does. */
  readonly server: 'up' | 'refusing' | 'unavailable';
  /** Every answer of the API is held back this long, in milliseconds. */
  readonly delayMs: number;
  /** `html` lets the API answer 200 with an HTML page, as a captive portal or a wrong address does. */
  readonly answers: 'xml' | 'html';
  /** `create` fails with this messageKey. */
  readonly createFails: string | null;
  /** `join` fails with this messageKey. */
  readonly joinFails: string | null;
  /** `no-answer` never sends a byte of the client's page; `never-finishes` sends its beginning and no more. */
  readonly page: 'loads' | 'no-answer' | 'never-finishes';
}

export const NORMAL_BEHAVIOUR: Behaviour = {
  server: 'up',
  delayMs: 0,
  answers: 'xml',
  createFails: null,
  joinFails: null,
  page: 'loads',
};
