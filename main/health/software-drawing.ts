import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** A file of its own: it is needed before Chromium is ready, and long before the terminal's state is read. */
const fileIn = (folder: string): string => path.join(folder, 'state', 'software-drawing');

/**
 * Whether the graphics card has been given up. A new Electron tries it again: a fault of its drawing may be mended.
 * @param folder of everything that lasts
 * @param electron the version that runs
 */
export const drawsInSoftware = (folder: string, electron: string): boolean => {
  try {
    return readFileSync(fileIn(folder), 'utf8') === electron;
  } catch {
    return false;
  }
};

/** Gives the graphics card up, from the next start on. @returns whether that could be kept */
export const giveUpGraphicsCard = (folder: string, electron: string): boolean => {
  try {
    mkdirSync(path.dirname(fileIn(folder)), { recursive: true, mode: 0o700 });
    writeFileSync(fileIn(folder), electron, { mode: 0o600 });
    return true;
  } catch {
    return false;
  }
};
