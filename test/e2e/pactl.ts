import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { SoundServer } from '../../demo/sound-server.ts';

/** What the sound server itself says. */
export const pactl = async ({ environment }: SoundServer, ...args: readonly string[]): Promise<string> =>
  (await promisify(execFile)('pactl', args, { env: { ...process.env, ...environment, LC_ALL: 'C' } })).stdout;
