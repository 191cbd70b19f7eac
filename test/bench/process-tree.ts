import { readdirSync, readFileSync } from 'node:fs';

const read = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // The process has ended since it was listed.
    return '';
  }
};

/** Fields of /proc/PID/stat after the command, which may hold blanks and brackets itself (proc(5)). */
const statOf = (pid: number): readonly string[] => {
  const text = read(`/proc/${pid}/stat`);
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
};

/** The process and everything it has started, as process ids. */
export const treeOf = (root: number): readonly number[] => {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    if (Number.isInteger(pid)) parents.set(pid, Number(statOf(pid)[1]));
  }
  const isBelow = (pid: number): boolean => {
    const parent = parents.get(pid);
    return pid === root || (parent !== undefined && parent > 1 && isBelow(parent));
  };
  return [...parents.keys()].filter(isBelow);
};

/** Proportional set size of the whole tree, in MiB: shared pages count once, spread over those who share them. */
export const memoryOf = (root: number): number => {
  const kibibytes = treeOf(root).map((pid) =>
    Number(/^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0),
  );
  return kibibytes.reduce((sum, value) => sum + value, 0) / 1024;
};

/**
 * The part of {@link memoryOf} that comes from no file, in MiB. What comes from files (the program itself) is shared
 * with every other Electron on the machine, and moves by 100 MiB when one of those begins or ends.
 */
export const ownMemoryOf = (root: number): number => {
  const kibibytes = treeOf(root).flatMap((pid) =>
    [...read(`/proc/${pid}/smaps_rollup`).matchAll(/^Pss_(?:Anon|Shmem):\s+(\d+) kB/gm)].map(([, size]) =>
      Number(size),
    ),
  );
  return kibibytes.reduce((sum, value) => sum + value, 0) / 1024;
};

/** Clock ticks per second of /proc (USER_HZ); 100 on every Linux that Electron runs on. */
const TICKS_PER_SECOND = 100;

const processorTimeOfOne = (pid: number): number => {
  const stat = statOf(pid);
  return (Number(stat[11] ?? 0) + Number(stat[12] ?? 0)) / TICKS_PER_SECOND;
};

/** Processor time the whole tree has used, in seconds. */
export const processorTimeOf = (root: number): number =>
  treeOf(root).reduce((sum, pid) => sum + processorTimeOfOne(pid), 0);

/** One process of the tree, and what it holds that no other process shares. */
export interface TreeProcess {
  readonly pid: number;
  /** What Chromium started it for: `main`, `renderer`, `gpu-process`, `network`, `audio`, `video_capture`, `zygote`. */
  readonly kind: string;
  /** Pages that come from no file, in MiB. Unlike PSS this does not change when somebody else starts the same program. */
  readonly privateMemory: number;
  readonly openFiles: number;
  /** Processor time it has used, in seconds. */
  readonly processorTime: number;
}

const kindOf = (pid: number): string => {
  const command = read(`/proc/${pid}/cmdline`);
  const kind = /--type=([\w-]+)/.exec(command)?.[1] ?? 'main';
  return kind === 'utility' ? (/--utility-sub-type=(\w+)/.exec(command)?.[1] ?? kind) : kind;
};

/**
 * In MiB, without what is shared: a picture that two processes hold counts as private (`Private_*` of smaps) as soon as
 * one of them lets go of it, by 20 MiB here and there. And it is told of a process that Chromium has shut in its
 * sandbox too, into which nobody but root may look.
 */
const privateMemoryOf = (pid: number): number =>
  Number(/^RssAnon:\s+(\d+) kB/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) / 1024;

/** Zero for a process that may not be looked into, or has ended since it was listed. */
const openFilesOf = (pid: number): number => {
  try {
    return readdirSync(`/proc/${pid}/fd`).length;
  } catch {
    return 0;
  }
};

/** The whole tree, process by process. */
export const processesOf = (root: number): readonly TreeProcess[] =>
  treeOf(root).map((pid) => ({
    pid,
    kind: kindOf(pid),
    privateMemory: privateMemoryOf(pid),
    openFiles: openFilesOf(pid),
    processorTime: processorTimeOfOne(pid),
  }));
