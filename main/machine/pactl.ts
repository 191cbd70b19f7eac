import { execFile, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import type { Pactl } from './pulse-audio.ts';

const ANSWERS_WITHIN_MS = 3_000;

/** A sound server that was restarted is there again by then. */
const AGAIN_AFTER_MS = 5_000;

/** Words and figures as they are parsed, whatever language the system speaks. */
const environment = (): NodeJS.ProcessEnv => ({ ...process.env, LC_ALL: 'C' });

/** The program `pactl` of this machine. */
export const systemPactl: Pactl = {
  run: async (args) => {
    const { stdout } = await promisify(execFile)('pactl', args, { timeout: ANSWERS_WITHIN_MS, env: environment() });
    return stdout;
  },
  subscribe: (line) => {
    let isOver = false;
    let again: NodeJS.Timeout | null = null;
    let stop: () => void = () => undefined;
    const listen = (): void => {
      const child = spawn('pactl', ['subscribe'], { stdio: ['ignore', 'pipe', 'ignore'], env: environment() });
      createInterface({ input: child.stdout }).on('line', line);
      child.once('error', () => undefined);
      child.once('close', () => {
        if (!isOver) again = setTimeout(listen, AGAIN_AFTER_MS);
      });
      stop = () => child.kill();
    };
    listen();
    return () => {
      isOver = true;
      if (again !== null) clearTimeout(again);
      stop();
    };
  },
};
