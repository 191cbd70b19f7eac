import type { Forgotten } from './store/retention.ts';

/** What happens to a city endpoint besides requests, for the log: nothing that a visitor or terminal sent. */
export type CityNote =
  | { readonly event: 'forgotten'; readonly counts: Forgotten }
  /** The job that forgets did not get through; with places in the source, without the message. */
  | { readonly event: 'forgetting-failed'; readonly failure: string }
  /** The line to the database server broke, with PostgreSQL's or Node's code for it. */
  | { readonly event: 'store-trouble'; readonly code: string };
