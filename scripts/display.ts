import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';

export interface Display {
  /** What a process needs in its environment to draw there. */
  readonly environment: NodeJS.ProcessEnv;
  readonly isVirtual: boolean;
  close(): void;
}

export interface ScreenSize {
  readonly width: number;
  readonly height: number;
}

/** Whether this machine has a screen that somebody can look at. */
const hasScreen = (environment: NodeJS.ProcessEnv): boolean =>
  process.platform !== 'linux' || Boolean(environment['DISPLAY']) || Boolean(environment['WAYLAND_DISPLAY']);

/**
 * Starts a virtual screen on a free display number.
 * @throws when Xvfb is not installed or does not come up
 */
export const openVirtualDisplay = async ({ width, height }: ScreenSize): Promise<Display> => {
  const xvfb = spawn(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', `${width}x${height}x24`, '-nolisten', 'tcp', '-noreset'],
    {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    },
  );
  const number = await firstLine(xvfb);
  return {
    environment: { DISPLAY: `:${number}`, WAYLAND_DISPLAY: '' },
    isVirtual: true,
    close: () => {
      xvfb.kill();
    },
  };
};

/** The machine's own screen, or a virtual one where there is none. */
export const openDisplay = async (say: (line: string) => void): Promise<Display> => {
  if (hasScreen(process.env)) return { environment: {}, isVirtual: false, close: () => undefined };
  const display = await openVirtualDisplay({ width: 1920, height: 1080 });
  say('no screen here: the terminal runs on a virtual one (1920x1080)');
  return display;
};

const firstLine = (xvfb: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    let text = '';
    xvfb.stdio[3]?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes('\n')) resolve(text.trim());
    });
    xvfb.once('error', () => reject(new Error('Xvfb is not installed: run "npm run setup".')));
    xvfb.once('exit', () => reject(new Error('The virtual screen did not start.')));
  });

const PICTURE_EVERY_MS = 2_000;

/**
 * Keeps a picture of the screen up to date.
 * @returns the way to stop
 */
export const keepPicture = (display: Display, file: string): (() => void) => {
  mkdirSync(path.dirname(file), { recursive: true });
  const take = (): void => {
    spawn('scrot', ['--overwrite', file], {
      stdio: 'ignore',
      env: { ...process.env, ...display.environment },
    }).once('error', () => undefined);
  };
  const timer = setInterval(take, PICTURE_EVERY_MS);
  take();
  return () => clearInterval(timer);
};
