import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import { Client } from 'pg';
import { afterEach, describe, expect, inject, it, vi } from 'vitest';
import { z } from 'zod';
import { withAdmin } from '../../../city/admin/with-admin.ts';
import { listEvents, prepareInsert } from '../../../city/events/event-store.ts';
import { addCommand, validCommands } from '../../../city/orders/command-store.ts';
import { type City, startCity } from '../../../city/server.ts';
import { enrolTerminal } from '../../../city/simulate/enrol-terminal.ts';
import { restoreBackup } from '../../../city/store/backup.ts';
import { type Database, openStore, type Store } from '../../../city/store/open-store.ts';
import { CITY_PATHS, cityErrorSchema } from '../../../contract/city-api.ts';
import { withCheckSymbol } from '../../../contract/code-symbols.ts';
import { helpCallSchema } from '../../../contract/help.ts';
import { madeEvent } from '../../bench/city/made-events.ts';
import { enrolMachine } from '../../enrol-machine.ts';
import { createDatabase } from '../../postgres.ts';
import { seatTerminals } from '../../seat-terminals.ts';
import { SEED, START } from './city-for-test.ts';

const BBB = { url: 'http://127.0.0.1:9/', secret: 'S', timeoutMs: 200 };

const rowsSchema = z.object({ rows: z.array(z.unknown()) });

const server = inject('postgres') ?? '';

const opened: Pick<Store, 'close'>[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

const open = async (databaseUrl: string): Promise<Store> => {
  const store = await openStore({ databaseUrl });
  opened.push(store);
  return store;
};

const query = async (databaseUrl: string, text: string): Promise<void> => {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(text);
  await client.end();
};

/** Until another connection waits for what this transaction has not finished. */
const untilSomebodyWaits = (db: Database): Promise<unknown> =>
  vi.waitFor(async () => {
    const { rows } = rowsSchema.parse(
      await db.execute(sql`select 1 from pg_locks where not granted and pg_backend_pid() = any(pg_blocking_pids(pid))`),
    );
    expect(rows).toHaveLength(1);
  }, 10_000);

/** The address with something else in it. */
const changed = (databaseUrl: string, change: (url: URL) => void): string => {
  const url = new URL(databaseUrl);
  change(url);
  return url.href;
};

describe('a database server', () => {
  it.each([
    [
      'that is not there',
      (url: URL) => url.searchParams.set('host', '/nowhere'),
      'The database server /nowhere cannot be reached (ENOENT); start it, or correct CITY_DATABASE_URL.',
    ],
    [
      'that takes another password',
      (url: URL) => url.searchParams.set('password', 'Erika-Planted'),
      /^The database server \S+ refuses the user or the password; correct CITY_DATABASE_URL\.$/,
    ],
    [
      'that gets no password',
      (url: URL) => url.searchParams.delete('password'),
      /^The database server \S+ refuses the user or the password; correct CITY_DATABASE_URL\.$/,
    ],
    [
      'that knows no such database',
      (url: URL) => (url.pathname = '/atlantis'),
      /has no database atlantis; make it with createdb, or correct CITY_DATABASE_URL\.$/,
    ],
  ])('%s is told in a sentence without the password', async (_what, change, sentence) => {
    const problem: unknown = await openStore({ databaseUrl: changed(server, change) }).catch((error: unknown) => error);
    expect(problem).toMatchObject({ name: 'OperatorProblem' });
    const { message } = problem instanceof Error ? problem : { message: '' };
    expect(message).toMatch(sentence);
    expect(message).not.toContain('Planted');
  });

  it.each(['mysql://host/db', 'postgres', '/var/lib/city'])('is not named like %s', async (databaseUrl) => {
    await expect(openStore({ databaseUrl })).rejects.toThrow(/^CITY_DATABASE_URL is not an address like postgres:/);
  });

  it('with tables of a newer version is left alone', async () => {
    const database = await createDatabase(server);
    await (await openStore({ databaseUrl: database })).close();
    await query(
      database,
      "insert into drizzle.__drizzle_migrations (hash, created_at) values ('newer', 99999999999999)",
    );
    await expect(openStore({ databaseUrl: database })).rejects.toThrow(/^The store was written by a newer version/);
  });

  it('that lets the user make no tables is told in a sentence', async () => {
    const database = await createDatabase(server);
    const guest = `guest_${randomUUID().slice(0, 8)}`;
    await query(database, `create role ${guest} login password 'visit'`);
    const url = changed(database, ({ searchParams }) => {
      searchParams.set('user', guest);
      searchParams.set('password', 'visit');
    });
    await expect(openStore({ databaseUrl: url })).rejects.toThrow(
      /^The user of CITY_DATABASE_URL may not make tables in the database city_\w+; let it own the database\.$/,
    );
  });

  it('is brought up to date once by processes that start at once', async () => {
    const database = await createDatabase(server);
    const stores = await Promise.all([1, 2, 3, 4].map(() => open(database)));
    const made = await stores[0]?.db.execute(sql`select count(*)::int as made from drizzle.__drizzle_migrations`);
    const once = await (
      await open(await createDatabase(server))
    ).db.execute(sql`select count(*)::int as made from drizzle.__drizzle_migrations`);
    expect(JSON.stringify(made)).toMatch(/"made":[1-9]/);
    expect(JSON.stringify(made)).toBe(JSON.stringify(once));
  });
});

describe('what is written at once by two connections', () => {
  it('is listed when what has a lower position is there too, so that whoever follows misses nothing', async () => {
    const database = await createDatabase(server);
    const { db } = await open(database);
    const [first, second] = [madeEvent('bib-1', 1), madeEvent('bib-2', 1)];
    const slow = new Client({ connectionString: database });
    await slow.connect();
    await slow.query('begin');
    await prepareInsert(drizzle(slow))([first], START);
    await prepareInsert(db)([second], START);
    const listed = await listEvents(db, {}, () => slow.query('commit'));
    await slow.end();
    expect(listed.map(({ event }) => event)).toEqual([first, second]);
    expect(await listEvents(db, { after: listed.at(-1)?.position })).toEqual([]);
  });

  it('as a command is given to terminals after all that have a lower version', async () => {
    const database = await createDatabase(server);
    const { db } = await open(database);
    await seatTerminals(db, ['bib-1'], START);
    const order = { audience: { all: true }, command: { act: 'identify' }, validSeconds: 60, by: 'it' } as const;
    const other = await open(database);
    const seen = async () => (await validCommands(other.db, START)).map(({ version }) => version);
    // By a process whose clock is ahead: were it given before, terminals would refuse the first one as too old.
    const [first, second] = await db.transaction(async (tx) => {
      const given = await addCommand(tx, order, START);
      const later = addCommand(other.db, order, START + 1000).then(async (stored) => [stored, await seen()]);
      await Promise.race([later, untilSomebodyWaits(tx)]);
      expect(await seen()).toEqual([]);
      return [given, later];
    });
    expect(await second).toMatchObject([{ version: START + 1000 }, [first.version, START + 1000]]);
  });
});

describe('two city endpoints on one database', () => {
  const startTwo = async (): Promise<{ database: string; cities: [City, City] }> => {
    const database = await createDatabase(server);
    const start = async () => {
      const city = await startCity({
        ...{ port: 0, dataDir: null, databaseUrl: database, bbb: BBB, now: () => START },
        seed: SEED,
      });
      opened.push(city);
      return city;
    };
    return { database, cities: [await start(), await start()] };
  };

  const enrolAt = async (city: City): Promise<string> =>
    (await enrolMachine(city, { site: 'bib', terminal: 'bib-1' })).token;

  const ask = async (city: City, path: string, token: string, body?: unknown) => {
    const answer = await fetch(new URL(path, city.url), {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
    });
    const json: unknown = await answer.json();
    return { status: answer.status, json, retryAfter: answer.headers.get('retry-after') };
  };

  it('know the same: tokens, events, calls for help, and what a command does', async () => {
    const {
      database,
      cities: [one, other],
    } = await startTwo();
    // A command beside them does what one of them would.
    const code = await withAdmin({ databaseUrl: database }, async (admin) => {
      await admin.addSite({ id: 'neu', name: 'Neubau' });
      return admin.createEnrolmentCode({ site: 'neu', terminal: 'bib-1' });
    });
    const { token } = await enrolTerminal(new URL(one.url), code);
    expect((await ask(other, CITY_PATHS.configuration, token)).status).toBe(200);

    const batch = [madeEvent('bib-1', 1), madeEvent('bib-1', 2)];
    const answers = await Promise.all([one, other].map((city) => ask(city, CITY_PATHS.events, token, batch)));
    expect(answers.map(({ status }) => status)).toEqual([202, 202]);
    expect(await one.events.list()).toEqual(await other.events.list());
    expect(await one.events.list()).toHaveLength(2);

    const call = await ask(one, CITY_PATHS.helpCalls, token, { step: 'name', locale: 'de' });
    const { id } = helpCallSchema.parse(call.json);
    expect(await other.help.list()).toMatchObject([{ id, terminal: 'bib-1' }]);
    await other.help.answer(id);
    expect((await ask(one, CITY_PATHS.helpCall(id), token)).json).toEqual({ id, state: 'answered' });
  });

  it('hear of each other that a token was replaced, though both have it in memory', async () => {
    const {
      cities: [one, other],
    } = await startTwo();
    const token = await enrolAt(one);
    for (const city of [one, other]) expect((await ask(city, CITY_PATHS.rooms, token)).status).toBe(200);
    await enrolAt(one);
    expect((await ask(one, CITY_PATHS.rooms, token)).status).toBe(401);
    // The clock of both stands still: what they remember does not get old by itself.
    await vi.waitFor(async () => expect((await ask(other, CITY_PATHS.rooms, token)).status).toBe(401), 10_000);
  });

  it('count wrong codes together', async () => {
    const {
      cities: [one, other],
    } = await startTwo();
    const token = await enrolAt(one);
    const wrong = { code: withCheckSymbol('012345678'), room: null };
    const refusals = [];
    for (let attempt = 0; attempt < 22; attempt += 1) {
      const { json } = await ask(attempt % 2 === 0 ? one : other, CITY_PATHS.code, token, wrong);
      refusals.push(cityErrorSchema.parse(json).error.code);
    }
    expect(refusals.filter((code) => code !== 'code-wait')).toHaveLength(20);
  });

  it('keep a backup from being brought back until both have stopped', async () => {
    const {
      database,
      cities: [one, other],
    } = await startTwo();
    await one.close();
    const { db } = await open(database);
    const bring = () => restoreBackup(db, { file: import.meta.filename, overwrite: true }, START);
    await expect(bring()).rejects.toThrow('A city endpoint runs on this database; stop all of them first.');
    await other.close();
    await expect(bring()).rejects.toThrow('is no backup of a city');
  });

  it('serve again after the server has thrown out all connections, and say meanwhile that they cannot', async () => {
    const {
      database,
      cities: [one, other],
    } = await startTwo();
    const token = await enrolAt(one);
    expect((await ask(other, CITY_PATHS.rooms, token)).status).toBe(200);
    const name = new URL(database).pathname.slice(1);
    await query(server, `alter database ${name} allow_connections false`);
    await query(server, `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`);
    await vi.waitFor(async () => {
      const refused = await ask(one, CITY_PATHS.rooms, token);
      expect(refused).toMatchObject({ status: 503, retryAfter: '10' });
      expect(cityErrorSchema.parse(refused.json).error.code).toBe('unavailable');
    }, 10_000);
    expect((await ask(one, CITY_PATHS.health, token)).status).toBe(503);
    expect((await ask(one, CITY_PATHS.live, token)).status).toBe(200);
    await query(server, `alter database ${name} allow_connections true`);
    await vi.waitFor(async () => expect((await ask(one, CITY_PATHS.rooms, token)).status).toBe(200), 10_000);
    // And they hear each other again.
    await vi.waitFor(async () => {
      const fresh = await enrolAt(one);
      expect((await ask(other, CITY_PATHS.rooms, fresh)).status).toBe(200);
      await enrolAt(one);
      await vi.waitFor(async () => expect((await ask(other, CITY_PATHS.rooms, fresh)).status).toBe(401), 500);
    }, 10_000);
  });
});
