import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { Client } from 'pg';
import { findOrdinaryUser } from '../scripts/ordinary-user.ts';

/** A PostgreSQL server of this machine's Debian package, in a folder that goes with it. */
export interface ThrowAwayPostgres {
  /** The address of a database that is there from the beginning. */
  readonly url: string;
  readonly pid: number;
  /** Ends it, as by a power cut when told so. */
  readonly stop: (signal?: 'SIGINT' | 'SIGQUIT') => Promise<void>;
  /** Starts it again on the same data. */
  readonly start: () => Promise<void>;
  /** Ends it and removes its data. */
  readonly close: () => Promise<void>;
}

const PACKAGES = '/usr/lib/postgresql';
const USER = 'stadtfenster';
const PASSWORD = 'throw-away';
/** Part of the socket's name only: the server listens on no address. */
const PORT = 5432;

const programs = (): string => {
  const versions = readdirSync(PACKAGES).sort((one, other) => Number(other) - Number(one));
  const [newest] = versions;
  if (newest === undefined) throw new Error(`There is no PostgreSQL in ${PACKAGES}: run "npm run setup".`);
  return path.join(PACKAGES, newest, 'bin');
};

/**
 * Makes an empty database on a server.
 * @param server the address of any database of it
 * @returns the address of the new one
 */
export const createDatabase = async (server: string): Promise<string> => {
  const name = `city_${randomUUID().replaceAll('-', '')}`;
  const client = new Client({ connectionString: server });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  const made = new URL(server);
  made.pathname = `/${name}`;
  return made.href;
};

/**
 * Starts a server that only this machine can reach, through a socket in its own folder.
 * @param isDurable whether what is written is on the disk before it is answered for, as in a real city
 */
export const startPostgres = async (isDurable: boolean): Promise<ThrowAwayPostgres> => {
  const bin = programs();
  const folder = mkdtempSync(path.join(tmpdir(), 'stadtfenster-postgres-'));
  const data = path.join(folder, 'data');
  // PostgreSQL refuses to run as root.
  const user = findOrdinaryUser([bin], process.env);
  user?.own(folder);
  const inName = (program: string, args: readonly string[]) =>
    user === null ? { program, args: [...args] } : user.command(program, args);

  const passwordFile = path.join(folder, 'password');
  writeFileSync(passwordFile, PASSWORD);
  const making = inName(path.join(bin, 'initdb'), [
    ...['--pgdata', data, '--username', USER, '--auth', 'scram-sha-256', '--pwfile', passwordFile],
    ...['--encoding', 'UTF8', '--locale', 'C', '--no-sync'],
  ]);
  const made = spawnSync(making.program, making.args, { cwd: folder, encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`PostgreSQL cannot be set up: ${made.stderr}`);

  let server: ChildProcess | null = null;
  const start = async (): Promise<void> => {
    const settings = {
      listen_addresses: '',
      unix_socket_directories: folder,
      port: String(PORT),
      // Whatever else, the log has a line when the server is ready.
      log_min_messages: 'log',
      logging_collector: 'off',
      ...(isDurable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
    };
    const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const starting = inName(path.join(bin, 'postgres'), ['-D', data, ...options]);
    const child = spawn(starting.program, starting.args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
    server = child;
    const lines: string[] = [];
    for await (const line of createInterface(child.stderr)) {
      lines.push(line);
      if (line.includes('ready to accept connections')) break;
    }
    if (child.exitCode !== null) throw new Error(`PostgreSQL cannot be started:\n${lines.join('\n')}`);
    // A pipe that nobody reads would fill.
    child.stderr.resume();
  };
  const stop = async (signal: NodeJS.Signals = 'SIGINT'): Promise<void> => {
    const running = server;
    server = null;
    if (running === null || running.exitCode !== null) return;
    const ended = once(running, 'exit');
    running.kill(signal);
    await ended;
  };
  try {
    await start();
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  return {
    url: `postgres:///postgres?host=${encodeURIComponent(folder)}&port=${PORT}&user=${USER}&password=${PASSWORD}`,
    get pid() {
      return server?.pid ?? 0;
    },
    start,
    stop,
    close: async () => {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
