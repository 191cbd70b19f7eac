import { randomInt, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { OperatorProblem, systemErrorCode } from '../operator-problem.ts';

/*
 * PGlite lets two processes open one folder and then destroys its data, so one process at a time owns it.
 *
 * Whoever wants the folder first puts a claim there, a file of its own, and then looks for others' claims:
 * of two that come at once, at least the later one sees the other and steps back. A claim is named after its
 * process and the start of that process, so that one left by a killed process is known as such, even when
 * the process id was given out again, and can be removed without harm to anybody's.
 */

const CLAIM = /^city\.(\d+)\.(\d*)\.[0-9a-f-]{36}\.lock$/;

/** When two step back from each other, chance lets one of them be first at the next attempt. */
const ATTEMPTS = 5;
const PAUSE_MS = [10, 60] as const;

/** The process that owns a folder. */
export interface FolderOwner {
  readonly pid: number;
  /** Where the owner answers other processes of the same user; null when it does not. */
  readonly socket: string | null;
}

/** Another process owns the folder. */
export class FolderInUse extends OperatorProblem {
  constructor(dir: string, { pid }: FolderOwner) {
    super(`Another process (${pid}) is using the folder ${dir}; stop it or choose another --data.`);
    this.name = 'FolderInUse';
  }
}

/** Being the owner of a folder. */
export interface FolderLock {
  /** Tells other processes where the owner answers. */
  readonly announce: (socket: string) => Promise<void>;
  readonly release: () => Promise<void>;
}

/** Field 22 of /proc/PID/stat (proc_pid_stat(5)), empty where there is none; the name in field 2 may hold blanks. */
const startOfProcess = async (pid: number): Promise<string> => {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
};

const isAlive = async (pid: number, start: string): Promise<boolean> => {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (systemErrorCode(error) !== 'EPERM') return false;
  }
  return (await startOfProcess(pid)) === start;
};

const namesIn = async (dir: string): Promise<readonly string[]> => {
  try {
    return await readdir(dir);
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return [];
    throw error;
  }
};

/** A claim that is withdrawn meanwhile announces nothing. */
const announcedIn = async (path: string): Promise<string> => {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return '';
    throw error;
  }
};

/** The first living claim but one's own; those of the dead are removed. */
const findClaim = async (dir: string, own: string | null): Promise<FolderOwner | null> => {
  for (const name of await namesIn(dir)) {
    const [, pid, start = ''] = CLAIM.exec(name) ?? [];
    if (pid === undefined || name === own) continue;
    const path = join(dir, name);
    if (await isAlive(Number(pid), start)) return { pid: Number(pid), socket: (await announcedIn(path)) || null };
    await rm(path, { force: true });
  }
  return null;
};

const sayWhatIsWrong = async <T>(dir: string, work: Promise<T>): Promise<T> => {
  try {
    return await work;
  } catch (error) {
    if (error instanceof OperatorProblem) throw error;
    throw new OperatorProblem(
      `The folder ${dir} cannot be used (${systemErrorCode(error) ?? 'unknown reason'}); check its rights or choose another --data.`,
      { cause: error },
    );
  }
};

/**
 * @returns the living owner of the folder, null when nobody uses it or there is no such folder
 * @throws OperatorProblem when the folder cannot be read
 */
export const findFolderOwner = (dir: string): Promise<FolderOwner | null> => sayWhatIsWrong(dir, findClaim(dir, null));

const claimFolder = async (dir: string): Promise<string> => {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const name = `city.${process.pid}.${await startOfProcess(process.pid)}.${randomUUID()}.lock`;
  const path = join(dir, name);
  for (let attempt = 1; ; attempt += 1) {
    await writeFile(path, '', { mode: 0o600 });
    const other = await findClaim(dir, name);
    if (other === null) return path;
    await rm(path);
    if (attempt === ATTEMPTS) throw new FolderInUse(dir, other);
    await wait(randomInt(...PAUSE_MS));
  }
};

/**
 * Makes this process the owner of a folder, which is made when it is missing.
 * @throws FolderInUse when another process owns it
 * @throws OperatorProblem when the folder cannot be written
 */
export const lockFolder = async (dir: string): Promise<FolderLock> => {
  const path = await sayWhatIsWrong(dir, claimFolder(dir));
  return {
    announce: async (socket) => {
      await writeFile(`${path}.new`, socket, { mode: 0o600 });
      await rename(`${path}.new`, path);
    },
    release: () => rm(path, { force: true }),
  };
};
