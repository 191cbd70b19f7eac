import { randomBytes, randomInt } from 'node:crypto';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** Lower-case letters and digits from the system's random source. */
export const randomWord = (length: number): string =>
  Array.from({ length }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');

/** As bbb-web's servlet container names its sessions. */
export const randomHttpSession = (): string => randomBytes(16).toString('hex').toUpperCase();

/** A conference number of the usual five digits. */
export const randomVoiceBridge = (): string => String(randomInt(70_000, 80_000));
