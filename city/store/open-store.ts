import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import { openEmbeddedStore } from './embedded-store.ts';
import type { Wake } from './wake.ts';

/** What queries are written against: whatever PostgreSQL drizzle speaks to, embedded or a server. */
export type Database = PgDatabase<PgQueryResultHKT>;

/** A folder for the embedded store, which one process at a time owns, or a PostgreSQL server for as many as like. */
export type StorePlace = { readonly folder: string } | { readonly databaseUrl: string };

export interface Store {
  readonly db: Database;
  readonly wake: Wake;
  /** The connections to a server and how many wait for one; null for the embedded store. */
  readonly poolUse: () => { readonly open: number; readonly idle: number; readonly waiting: number } | null;
  readonly close: () => Promise<void>;
}

/** Who opens a store on a server. */
export interface StoreUse {
  /** A city endpoint hears what other processes tell; a command, which is over in a moment, does not. */
  readonly isCity?: boolean;
  /** Told each time the line to the server breaks, with PostgreSQL's or Node's code for it. */
  readonly trouble?: (code: string) => void;
}

/**
 * Opens the store and brings its tables up to date.
 * @param place a folder that this process owns (see `lockFolder`), or a server; null keeps everything in memory
 * @throws OperatorProblem when there is something that cannot be opened or reached
 */
export const openStore = async (
  place: StorePlace | null,
  { isCity = false, trouble = () => undefined }: StoreUse = {},
): Promise<Store> => {
  if (place === null) return openEmbeddedStore(null);
  if ('folder' in place) return openEmbeddedStore(place.folder);
  // A city with the embedded store has no use for the driver.
  const { openServerStore } = await import('./server-store.ts');
  return openServerStore(place.databaseUrl, isCity, trouble);
};
