import { execFile } from 'node:child_process';
import { existsSync, watch, writeFileSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { alsaConfiguration, type AlsaSystem } from './alsa.ts';

const KERNEL_LISTS = '/proc/asound';
/** Each device of a card has a file here. */
const DEVICE_FILES = '/dev/snd';

const ANSWERS_WITHIN_MS = 3_000;

/** A card comes with several files, one after the other. */
const ALL_THERE_AFTER_MS = 500;

/** Whether the kernel of this machine knows any sound card. */
export const hasAlsa = (): boolean => existsSync(path.join(KERNEL_LISTS, 'cards')) && existsSync(DEVICE_FILES);

/**
 * ALSA of this machine. From here on the processes that are started, Chromium's for sound among them, read what
 * `default` means from a file of the terminal.
 * @param folder for that file
 */
export const systemAlsa = (folder: string): AlsaSystem => {
  const file = path.join(folder, 'alsa.conf');
  writeFileSync(file, alsaConfiguration(new Map()));
  process.env['ALSA_CONFIG_PATH'] = file;
  return {
    list: (name) => readFile(path.join(KERNEL_LISTS, name), 'utf8'),
    configure: async (text) => {
      // Whoever opens a device just now finds the old file or the new one, never half of it.
      await writeFile(`${file}.new`, text);
      await rename(`${file}.new`, file);
    },
    mix: async (args) => {
      const env = { ...process.env, LC_ALL: 'C' };
      const options = { timeout: ANSWERS_WITHIN_MS, env };
      return (await promisify(execFile)('amixer', ['-D', 'default', ...args], options)).stdout;
    },
    watch: (changed) => {
      let soon: NodeJS.Timeout | undefined;
      const watching = watch(DEVICE_FILES, () => {
        clearTimeout(soon);
        soon = setTimeout(changed, ALL_THERE_AFTER_MS);
      });
      return () => {
        clearTimeout(soon);
        watching.close();
      };
    },
  };
};
