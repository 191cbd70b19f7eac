import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import { Client, type ClientConfig, Pool } from 'pg';
import { OperatorProblem, systemErrorCode } from '../operator-problem.ts';
import { MIGRATIONS_FOLDER, refuseNewerStore } from './migrations.ts';
import type { Store } from './open-store.ts';
import { openingProblem } from './server-problem.ts';
import { openServerWake } from './server-wake.ts';

/** A request holds a connection for a few milliseconds; a server takes 100 unless told otherwise. */
const CONNECTIONS = 12;
/** For a new connection, and for one of the pool when thousands of terminals come at once. */
const CONNECT_TIMEOUT_MS = 20_000;
const STATEMENT_TIMEOUT_MS = 30_000;
/** Finds out that a server has vanished without a word. */
const KEEP_ALIVE_AFTER_MS = 10_000;

/** Any number, the same in all versions: of two processes that start at once one waits for the other's migrations. */
const MIGRATION_LOCK = 5_711_042;

/** @throws OperatorProblem when the text is no address of a PostgreSQL server */
const configOf = (databaseUrl: string): ClientConfig => {
  if (!/^postgres(?:ql)?:\/\//.test(databaseUrl) || !URL.canParse(databaseUrl.replace('@/', '@host/'))) {
    throw new OperatorProblem(
      'CITY_DATABASE_URL is not an address like postgres://user:password@host:5432/stadtfenster.',
    );
  }
  return {
    connectionString: databaseUrl,
    application_name: 'stadtfenster',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    // Compiling a question takes longer than any of ours to be answered.
    options: '-c jit=off',
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_AFTER_MS,
  };
};

const bringUpToDate = async (pool: Pool): Promise<void> => {
  const client = await pool.connect();
  try {
    // Waiting for another process may take longer than a request does.
    await client.query('set statement_timeout = 0');
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const db = drizzle(client);
    await refuseNewerStore(db);
    await migrate(db, { migrationsFolder: MIGRATIONS_FOLDER });
  } finally {
    // Its end lets go of the lock, whatever happened.
    client.release(true);
  }
};

/**
 * Opens a database on a PostgreSQL server and brings its tables up to date.
 * @param isCity whether this process is a city endpoint, which hears what others tell, not just a command
 * @param trouble told each time the line to the server breaks, with PostgreSQL's or Node's code for it
 * @throws OperatorProblem when the server cannot be reached or used, or holds tables of a newer version
 */
export const openServerStore = async (
  databaseUrl: string,
  isCity: boolean,
  trouble: (code: string) => void,
): Promise<Store> => {
  const config = configOf(databaseUrl);
  const { host, database = 'of the same name as the user' } = new Client(config);
  const pool = new Pool({ ...config, max: CONNECTIONS });
  // Without a listener Node ends the process when an idle connection breaks.
  pool.on('error', (error) => trouble(systemErrorCode(error) ?? 'line-gone'));
  try {
    await bringUpToDate(pool);
    const wake = await openServerWake(config, pool, isCity, trouble);
    return {
      db: drizzle(pool),
      wake,
      poolUse: () => ({ open: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
      close: async () => {
        await wake.close();
        await pool.end();
      },
    };
  } catch (error) {
    await pool.end();
    throw openingProblem(error, host, database);
  }
};
