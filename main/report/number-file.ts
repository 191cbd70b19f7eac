import { closeSync, fdatasyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import path from 'node:path';

const NAME = 'last-number';
const DIGITS = 16;

/**
 * Remembers the highest number of an event beside the spool: for a spool that cannot be opened, and for events that
 * left the terminal without ever having been in it. No later event may get such a number again.
 */
export interface NumberFile {
  /** 0 when there never was one. */
  read(): number;
  /** @param isFlushed whether it is on the disk when this returns, or only with the operating system */
  keep(sequence: number, isFlushed: boolean): void;
  /** Takes the file's place on the disk while there is some: later it can be written anew also on a full one. */
  takePlace(): void;
}

/** @param folder of the spool; LevelDB leaves files alone whose names are not its own */
export const openNumberFile = (folder: string): NumberFile => {
  const file = path.join(folder, NAME);
  const write = (flags: 'r+' | 'wx', sequence: number, isFlushed: boolean): void => {
    try {
      const descriptor = openSync(file, flags, 0o600);
      try {
        writeSync(descriptor, String(sequence).padStart(DIGITS, '0'), 0);
        if (isFlushed) fdatasyncSync(descriptor);
      } finally {
        closeSync(descriptor);
      }
    } catch {
      // There already, or a disk on which nothing can be changed: there numbers go on from the time after each start.
    }
  };
  return {
    read: () => {
      try {
        const text = readFileSync(file, 'utf8');
        return /^\d{16}$/.test(text) ? Number(text) : 0;
      } catch {
        return 0;
      }
    },
    keep: (sequence, isFlushed) => write('r+', sequence, isFlushed),
    takePlace: () => write('wx', 0, true),
  };
};
