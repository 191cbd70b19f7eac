import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { withManyFiles } from './many-files.ts';

const MAIN = path.resolve(import.meta.dirname, '../../../city/main.ts');

export interface CityProcess {
  readonly url: string;
  readonly pid: number;
  /** Stops it, and waits until it has ended. */
  readonly stop: () => Promise<void>;
}

/** A city endpoint in a process of its own, as a city runs it; no BBB server answers it. */
export const startCityProcess = async (databaseUrl: string): Promise<CityProcess> => {
  const { program, args } = withManyFiles(['--import', 'tsx', MAIN, '--port', '0']);
  const child = spawn(program, args, {
    env: { ...process.env, CITY_DATABASE_URL: databaseUrl, BBB_URL: 'http://127.0.0.1:9/', BBB_SECRET: 'S' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let url: string | undefined;
  for await (const line of createInterface(child.stdout)) {
    url = /ready at (\S+)/.exec(line)?.[1];
    if (url !== undefined) break;
  }
  if (url === undefined) throw new Error('The city endpoint did not start.');
  // The log is written as in a real city, and read.
  child.stdout.resume();
  return {
    url,
    pid: child.pid ?? 0,
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
};
