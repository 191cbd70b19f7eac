import type { Meetings } from '../meetings/meetings.ts';
import type { ServerSettings } from '../settings.ts';

/** What the calls of the API work on. */
export interface ApiContext {
  readonly meetings: Meetings;
  readonly settings: ServerSettings;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** The server's own address, without a slash at the end; all absolute URLs begin with it. */
  readonly url: () => string;
}
