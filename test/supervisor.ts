import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as after } from 'node:timers/promises';
import type { OrdinaryUser } from '../scripts/ordinary-user.ts';
import { openNotifySocket } from './notify-socket.ts';
import { readUnitFile, type UnitFile } from './unit-file.ts';

export interface SupervisorOptions {
  readonly unit: string;
  /** What stands for a program that the unit names by the place it is installed at. */
  readonly installed: Readonly<Record<string, readonly string[]>>;
  readonly environment: NodeJS.ProcessEnv;
  /** Folder of the supervisor's own, which the user can enter. */
  readonly folder: string;
  /** null: whoever runs the test. */
  readonly user: OrdinaryUser | null;
  /** In the place of the unit's `WatchdogSec`, so that a test need not wait so long. */
  readonly watchdogMs?: number;
  /** Given each line that is printed. */
  readonly line: (line: string) => void;
}

export interface Start {
  readonly pid: number;
  /** Whether it has said so. */
  isReady(): boolean;
}

export interface Supervisor {
  /** All starts so far, the running one last. */
  readonly starts: readonly Start[];
  /** How often the watchdog was missed. */
  readonly missed: () => number;
  /** How many pings were heard. */
  readonly pings: () => number;
  stop(): Promise<void>;
}

interface Command {
  readonly program: string;
  readonly args: readonly string[];
}

const LOOK_EVERY_MS = 10;

const PATH = '/usr/local/bin:/usr/bin:/bin';

/** The processes of a session, which stands for the unit's control group. */
const processesOfSession = (session: number): readonly number[] =>
  readdirSync('/proc')
    .map(Number)
    .filter((pid) => {
      if (!Number.isInteger(pid)) return false;
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
        // proc(5): after the command in brackets come state, parent, group, session.
        const [state, , , own] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        return Number(own) === session && state !== 'Z';
      } catch {
        return false;
      }
    });

const signal = (pids: readonly number[], name: NodeJS.Signals): void => {
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch {
      // It has ended since it was listed.
    }
  }
};

/** The confinement that any user can put on: no new privileges, no memory image. */
const confined = (unit: UnitFile, { program, args }: Command): Command => {
  const unprivileged = unit.one('NoNewPrivileges') === 'yes' ? ['setpriv', '--no-new-privs', '--'] : [];
  const withoutImage = unit.one('LimitCORE') === '0' ? ['prlimit', '--core=0', '--'] : [];
  const [first = program, ...rest] = [...withoutImage, ...unprivileged, program, ...args];
  return { program: first, args: rest };
};

/**
 * A small stand-in for systemd, where that is not process 1: runs the start program of a `Type=notify` unit, listens to
 * it, kills it when it misses its watchdog, and starts it again whenever it ends. What it does not do is what takes
 * root: control groups, mounts, filters.
 */
export const supervise = async (options: SupervisorOptions): Promise<Supervisor> => {
  const unit = readUnitFile(options.unit);
  if (unit.one('Type') !== 'notify' || unit.one('Restart') !== 'always' || unit.one('NotifyAccess') !== 'all') {
    throw new Error('This stand-in knows one kind of unit.');
  }
  const watchdogMs = options.watchdogMs ?? unit.span('WatchdogSec');
  const commandOf = (setting: 'ExecStart' | 'ExecStop'): Command => {
    const words = unit.one(setting).split(' ');
    const [program = '', ...args] = words.flatMap((word) => options.installed[word] ?? [word]);
    return confined(unit, options.user?.command(program, args) ?? { program, args });
  };
  const command = commandOf('ExecStart');

  const starts: Start[] = [];
  const over = new AbortController();
  let missed = 0;
  let pings = 0;
  let heard: (state: string) => void = () => undefined;
  const socket = await openNotifySocket(path.join(options.folder, 'notify'), (state) => heard(state));

  const endAll = async (session: number): Promise<void> => {
    const deadline = performance.now() + unit.span('TimeoutStopSec');
    signal(processesOfSession(session), 'SIGTERM');
    while (processesOfSession(session).length > 0) {
      if (performance.now() > deadline) signal(processesOfSession(session), 'SIGKILL');
      await after(LOOK_EVERY_MS);
    }
  };

  const runOnce = async (): Promise<void> => {
    const child = spawn(command.program, command.args, {
      // A session of its own, as the unit has a control group of its own.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH,
        LANG: 'C.UTF-8',
        ...options.environment,
        NOTIFY_SOCKET: socket.path,
        WATCHDOG_USEC: String(watchdogMs * 1_000),
      },
    });
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => options.line(line));
    }
    const pid = child.pid ?? 0;
    const gone = new Promise<void>((resolve) => {
      child.once('error', () => resolve());
      child.once('exit', () => resolve());
    });
    let timer: NodeJS.Timeout | undefined;
    const watch = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        missed += 1;
        signal(processesOfSession(pid), 'SIGKILL');
      }, watchdogMs);
    };
    let isReady = false;
    heard = (state) => {
      if (state === 'READY=1') isReady = true;
      if (state === 'WATCHDOG=1') pings += 1;
      watch();
    };
    starts.push({ pid, isReady: () => isReady });
    await gone;
    heard = () => undefined;
    clearTimeout(timer);
    await endAll(pid);
  };

  const running = (async () => {
    do {
      await runOnce();
      await after(unit.span('RestartSec'), undefined, over).catch(() => undefined);
    } while (!over.signal.aborted);
  })();

  return {
    starts,
    missed: () => missed,
    pings: () => pings,
    stop: async () => {
      over.abort();
      const stop = commandOf('ExecStop');
      const main = String(starts.at(-1)?.pid ?? 0);
      const stopping = spawn(stop.program, stop.args, { stdio: 'ignore', env: { PATH, MAINPID: main } });
      await Promise.race([running, after(unit.span('TimeoutStopSec'), undefined, { ref: false })]);
      stopping.kill();
      await endAll(Number(main));
      await running;
      socket.close();
    },
  };
};
