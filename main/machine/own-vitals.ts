import { readdirSync, readFileSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { cpus, freemem, release, totalmem, uptime } from 'node:os';
import { watchVitals, type Vitals } from './vitals.ts';

/** What cannot be asked is not there for us. */
const orElse = <T>(otherwise: T, ask: () => T): T => {
  try {
    return ask();
  } catch {
    return otherwise;
  }
};

/** @param folder lies on the disk that is looked at */
export const watchOwnVitals = (folder: string): (() => Promise<Vitals>) =>
  watchVitals({
    read: (file) => orElse(null, () => readFileSync(file, 'utf8')),
    list: (place) => orElse([], () => readdirSync(place)),
    release,
    uptime,
    processors: () => {
      const times = cpus().map((processor) => processor.times);
      const total = times.reduce((sum, { user, nice, sys, idle, irq }) => sum + user + nice + sys + idle + irq, 0);
      return { idle: times.reduce((sum, { idle }) => sum + idle, 0), total };
    },
    memory: () => ({ free: freemem(), total: totalmem() }),
    disk: async () => {
      const found = await statfs(folder).catch(() => null);
      return found === null ? null : { free: found.bavail, total: found.blocks };
    },
  });
