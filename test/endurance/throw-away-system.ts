import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as after } from 'node:timers/promises';

/** A systemd that is process 1 of a system of its own, laid over this one and gone with it. */
export interface ThrowAwaySystem {
  /** Its root, as this system sees it. */
  readonly root: string;
  /** Runs a program in it, as root or as somebody else. @returns what it printed */
  run(command: readonly string[], user?: number): string;
  /** What runs in a unit, in the numbers of this system. */
  processesOf(unit: string): readonly number[];
  isRunning(): boolean;
  end(): Promise<void>;
}

const LOOK_EVERY_MS = 50;

/**
 * Lays a system over this one, of which it takes the programs and none of the services.
 * $1 a folder to do it in, $2 the Electron, $3 the system that is laid over it, $4 a mark to be seen in the process list
 */
const BOOT = `
set -eu
mount --make-rprivate /
mount -t tmpfs tmpfs "$1"
mkdir "$1/upper" "$1/work" "$1/root"
mount -t overlay overlay -o "lowerdir=/,upperdir=$1/upper,workdir=$1/work" "$1/root"
cd "$1/root"
rm -rf usr/lib/systemd/system/*.target.wants usr/lib/systemd/system-generators etc/systemd/system
cp -a "$3/." .
# It would take the machine's own watchdog.
rm etc/systemd/system.conf.d/stadtfenster.conf
chroot . systemd-sysusers
mount -t proc proc proc
mount --rbind /sys sys
mount -t cgroup2 cgroup2 sys/fs/cgroup
mount --rbind /dev dev
mount -t tmpfs tmpfs run
mount -t tmpfs tmpfs tmp
mkdir -p opt/electron old
mount --bind "$2" opt/electron
pivot_root . old
umount -l /old
exec env -i container="$4" PATH=/usr/sbin:/usr/bin:/sbin:/bin \\
  /usr/lib/systemd/systemd --system --unit=multi-user.target --log-target=null --show-status=no
`;

const cgroup2 = (): string => {
  const found = /^\S+ (\S+) cgroup2 /m.exec(readFileSync('/proc/self/mounts', 'utf8'))?.[1];
  if (found === undefined) throw new Error('There is no cgroup2 here.');
  return found;
};

/** A group can be removed once what was in it is gone; false as long as it is not. */
const removeGroup = (group: string): boolean => {
  try {
    for (const entry of readdirSync(group, { withFileTypes: true })) {
      if (entry.isDirectory() && !removeGroup(path.join(group, entry.name))) return false;
    }
    rmdirSync(group);
    return true;
  } catch {
    return false;
  }
};

const childrenOf = (pid: number): readonly number[] => {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
};

/**
 * @param folder to do it in; readable for everybody
 * @param overlay what lies over this system
 * @throws where this process may not make such a system
 */
export const startThrowAwaySystem = async (
  folder: string,
  electron: string,
  overlay: string,
): Promise<ThrowAwaySystem> => {
  const group = path.join(cgroup2(), path.basename(folder));
  mkdirSync(group);
  const join = `echo $$ > '${group}/cgroup.procs' && exec unshare --mount --pid --fork --ipc --uts --cgroup --kill-child sh -c "$0" boot "$@"`;
  const boot = spawn('sh', ['-c', join, BOOT, folder, electron, overlay, 'stadtfenster'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  let isGone = false;
  boot.once('exit', () => {
    isGone = true;
  });
  const isRunning = (): boolean => !isGone;
  const first = (): number => childrenOf(boot.pid ?? 0)[0] ?? 0;
  const enter = (command: readonly string[], user?: number): string[] => [
    ...['--target', String(first()), '--mount', '--pid', '--ipc', '--uts', '--cgroup', '--root', '--wd'],
    ...(user === undefined ? [] : ['--setuid', String(user), '--setgid', String(user)]),
    ...['--', ...command],
  ];
  const isUp = (): boolean => spawnSync('nsenter', enter(['systemctl', 'is-active', 'basic.target'])).status === 0;
  while (isRunning() && !isUp()) await after(LOOK_EVERY_MS);
  if (!isRunning()) throw new Error('This machine does not let us make a system of its own (root, and namespaces).');
  return {
    root: `/proc/${first()}/root`,
    run: (command, user) => execFileSync('nsenter', enter(command, user), { encoding: 'utf8' }),
    processesOf: (unit) =>
      readFileSync(path.join(group, 'system.slice', unit, 'cgroup.procs'), 'utf8')
        .split('\n')
        .filter(Boolean)
        .map(Number),
    isRunning,
    end: async () => {
      boot.kill('SIGKILL');
      while (isRunning()) await after(LOOK_EVERY_MS);
      while (!removeGroup(group)) await after(LOOK_EVERY_MS);
    },
  };
};
