import path from 'node:path';
import type { LockGap } from '../../contract/lock-gap.ts';
import { readSupervisor } from './watchdog.ts';

/** What the self-check looks at; everything that can be read is passed in. */
export interface Surroundings {
  readonly platform: NodeJS.Platform;
  /** null where there are no such numbers. */
  readonly userId: number | null;
  readonly environment: NodeJS.ProcessEnv;
  /** Text of a file, null if it is not there or not for us. */
  readonly read: (file: string) => string | null;
  /** Names in a folder; none if it is not there. */
  readonly list: (folder: string) => readonly string[];
  /** Whether this process may change a file or folder. */
  readonly isWritable: (place: string) => boolean;
  /** Whether a folder lies in memory (tmpfs). */
  readonly isInMemory: (folder: string) => boolean;
  readonly isSandboxOff: boolean;
  /** Whether somebody can reach into this process or its pages from outside. */
  readonly isDebuggable: boolean;
  /** What the program consists of. */
  readonly program: readonly string[];
  /** Chromium's profile. */
  readonly chromium: string;
}

const fieldOf = (text: string | null, name: string): string | undefined =>
  text
    ?.split('\n')
    .find((line) => line.startsWith(`${name}:`))
    ?.slice(name.length + 1)
    .trim();

/** Whether an ancestor is cage. proc(5): the parent is the second field after the command in brackets. */
const isUnderCage = ({ read }: Surroundings): boolean => {
  let id = 'self';
  for (;;) {
    const stat = read(path.join('/proc', id, 'stat'));
    if (stat === null) return false;
    if (/\((.*)\)/s.exec(stat)?.[1] === 'cage') return true;
    const parent = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1];
    if (parent === undefined || parent === '0') return false;
    id = parent;
  }
};

/** Memory can go to a disk, unless that disk is memory itself (zram) or our own unit is kept from it. */
const maySwap = ({ read }: Surroundings): boolean => {
  const disks = (read('/proc/swaps') ?? '').split('\n').slice(1);
  if (!disks.some((line) => line !== '' && !line.startsWith('/dev/zram'))) return false;
  const group = /^0::(.*)$/m.exec(read('/proc/self/cgroup') ?? '')?.[1] ?? '';
  return read(path.join('/sys/fs/cgroup', group, 'memory.swap.max'))?.trim() !== '0';
};

/** Each gap with the way to find it. What cannot be read is not held against the system, since a locked one hides it. */
const LOOKS: Readonly<Record<Exclude<LockGap, 'unknown-system'>, (around: Surroundings) => boolean>> = {
  'runs-as-root': ({ userId }) => userId === 0,
  'sandbox-off': ({ isSandboxOff }) => isSandboxOff,
  'may-gain-privileges': ({ read }) => fieldOf(read('/proc/self/status'), 'NoNewPrivs') === '0',
  'debugger-attached': ({ read }) => (fieldOf(read('/proc/self/status'), 'TracerPid') ?? '0') !== '0',
  'debugging-port': ({ isDebuggable }) => isDebuggable,
  'foreign-window-manager': (around) => !isUnderCage(around),
  'app-writable': ({ program, isWritable }) => program.some(isWritable),
  'no-watchdog': ({ environment }) => (readSupervisor(environment)?.watchdogMs ?? null) === null,
  // The kernel makes the file of a console when it is first used (vc_screen.c).
  'other-consoles': ({ list }) => list('/sys/class/vc').filter((name) => /^vcs\d+$/.test(name)).length > 1,
  'sysrq-on': ({ read }) => (read('/proc/sys/kernel/sysrq')?.trim() ?? '0') !== '0',
  'profile-on-disk': ({ chromium, isInMemory }) => !isInMemory(chromium),
  'swap-on': maySwap,
  'core-dumps-on': ({ read }) => !/^Max core file size +0 /m.test(read('/proc/self/limits') ?? ''),
  'usb-storage': ({ list }) => list('/sys/module').some((name) => ['usb_storage', 'uas'].includes(name)),
};

const isGap = (name: string): name is keyof typeof LOOKS => name in LOOKS;

/**
 * Finds what of the operating system's lock is missing.
 * @returns the gaps in the order of the list; none on a machine that is locked
 */
export const findLockGaps = (around: Surroundings): readonly LockGap[] => {
  if (around.platform !== 'linux') return ['unknown-system'];
  return Object.keys(LOOKS)
    .filter(isGap)
    .filter((gap) => LOOKS[gap](around));
};
