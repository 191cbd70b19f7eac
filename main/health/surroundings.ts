import { accessSync, constants, readdirSync, readFileSync, statfsSync } from 'node:fs';
import inspector from 'node:inspector';
import path from 'node:path';
import { app } from 'electron';
import type { Surroundings } from './self-check.ts';

/** Magic numbers of statfs(2) for file systems in memory: tmpfs and ramfs. */
const IN_MEMORY = [0x0102_1994, 0x8584_58f6];

const DEBUGGING_SWITCHES = ['remote-debugging-port', 'remote-debugging-pipe', 'inspect', 'inspect-brk'];

/** What cannot be asked is not there for us. */
const orElse = <T>(otherwise: T, ask: () => T): T => {
  try {
    return ask();
  } catch {
    return otherwise;
  }
};

/** Electron shows an archive as a folder that nobody may change; what counts is the file. */
const pastArchives = <T>(ask: () => T): T => {
  process.noAsar = true;
  try {
    return ask();
  } finally {
    process.noAsar = false;
  }
};

/** The machine and the process as they are. */
export const ownSurroundings = (): Surroundings => ({
  platform: process.platform,
  userId: process.getuid?.() ?? null,
  environment: process.env,
  read: (file) => orElse(null, () => readFileSync(file, 'utf8')),
  list: (folder) => orElse([], () => readdirSync(folder)),
  isWritable: (place) =>
    pastArchives(() =>
      orElse(false, () => {
        accessSync(place, constants.W_OK);
        return true;
      }),
    ),
  isInMemory: (folder) => orElse(false, () => IN_MEMORY.includes(statfsSync(folder).type)),
  isSandboxOff: app.commandLine.hasSwitch('no-sandbox'),
  isDebuggable: inspector.url() !== undefined || DEBUGGING_SWITCHES.some((name) => app.commandLine.hasSwitch(name)),
  program: [process.execPath, path.dirname(process.execPath), process.resourcesPath, app.getAppPath()],
  chromium: app.getPath('userData'),
});
