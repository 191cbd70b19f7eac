import { constants, existsSync, readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import path from 'node:path';

/** Every way in which a secret could lie in a file: as text, in UTF-16, in a URL, in a form. */
export const forms = (secret: string): Buffer[] => [
  Buffer.from(secret, 'utf8'),
  Buffer.from(secret, 'utf16le'),
  Buffer.from(secret, 'latin1'),
  Buffer.from(encodeURIComponent(secret)),
  Buffer.from(encodeURIComponent(secret).replaceAll('%20', '+')),
  Buffer.from(JSON.stringify(secret).slice(1, -1)),
];

export const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(file);
    return entry.isFile() ? [file] : [];
  });

const contains = (bytes: Buffer, secret: string): boolean => forms(secret).some((form) => bytes.includes(form));

/** Whether a file holds a secret in one of these forms. */
export const holds = (file: string, secret: string): boolean =>
  // Files come and go while Electron runs.
  statSync(file, { throwIfNoEntry: false }) !== undefined && contains(readFileSync(file), secret);

/** The files that hold a secret in one of these forms. */
export const filesWith = (folder: string, secret: string): string[] =>
  filesBelow(folder).filter((file) => holds(file, secret));

/** What the system shows of a process; nothing for one that has ended. */
const readProcess = (file: string): Buffer => {
  try {
    return readFileSync(file);
  } catch {
    return Buffer.alloc(0);
  }
};

/** Where a secret stands in the environment or the command line of a process. */
export const tracesInProcesses = (pids: readonly number[], secrets: readonly string[]): string[] =>
  pids
    .flatMap((pid) => [`/proc/${pid}/environ`, `/proc/${pid}/cmdline`])
    .filter((file) => secrets.some((secret) => contains(readProcess(file), secret)));

const targetOf = (link: string): string => {
  try {
    return readlinkSync(link);
  } catch {
    return '';
  }
};

/** Whether a file is open for writing, by the flags that the system tells of it (proc(5)). */
const isWritten = (pid: number, descriptor: string): boolean => {
  const flags = /^flags:\s+([0-7]+)$/m.exec(readProcess(`/proc/${pid}/fdinfo/${descriptor}`).toString())?.[1] ?? '0';
  return (Number.parseInt(flags, 8) & (constants.O_WRONLY | constants.O_RDWR)) !== 0;
};

/** The files on a disk, other than in this folder, to which these processes may write. */
export const openFilesOutside = (pids: readonly number[], folder: string): string[] =>
  pids.flatMap((pid) =>
    (existsSync(`/proc/${pid}/fd`) ? readdirSync(`/proc/${pid}/fd`) : []).flatMap((descriptor) => {
      const file = targetOf(`/proc/${pid}/fd/${descriptor}`);
      const isElsewhere = file.startsWith('/') && !file.startsWith(`${folder}/`) && !file.startsWith('/dev/');
      if (!isElsewhere || !isWritten(pid, descriptor)) return [];
      return statSync(file, { throwIfNoEntry: false })?.isFile() === true ? [file] : [];
    }),
  );
