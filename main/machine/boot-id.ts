import { readFileSync } from 'node:fs';

/** A text that is another one each time that the machine itself has started (random(4)); empty where there is none. */
export const bootId = (): string => {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return '';
  }
};
