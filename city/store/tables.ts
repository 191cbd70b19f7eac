import { is } from 'drizzle-orm';
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core';
import * as schema from './schema.ts';

/** A table as it is in the database. */
export interface StoredTable {
  readonly name: string;
  readonly columns: readonly string[];
  /** Columns that count by themselves. */
  readonly counters: readonly string[];
}

const all = Object.values(schema)
  .filter((value) => is(value, PgTable))
  .map((table) => getTableConfig(table));

/** Tables that another one refers to come before it. */
const inOrder = (): StoredTable[] => {
  const placed = new Set<string>();
  const place = (name: string): StoredTable[] => {
    const table = all.find((one) => one.name === name);
    if (table === undefined || placed.has(name)) return [];
    placed.add(name);
    const before = table.foreignKeys.flatMap((key) => place(getTableConfig(key.reference().foreignTable).name));
    const columns = table.columns.map((column) => column.name);
    const counters = table.columns
      .filter((column) => column.getSQLType().includes('serial'))
      .map(({ name: own }) => own);
    return [...before, { name, columns, counters }];
  };
  return all.flatMap(({ name }) => place(name));
};

/** All that a city stores, in an order in which it can be written anew. */
export const STORED_TABLES: readonly StoredTable[] = inOrder();
