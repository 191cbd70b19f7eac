import { z } from 'zod';

/** What a service is told by the supervisor that started it (sd_notify(3), sd_watchdog_enabled(3)). */
const supervisorSchema = z
  .object({
    /** A socket in the file system, or an abstract one. */
    NOTIFY_SOCKET: z.string().regex(/^[/@]./),
    WATCHDOG_USEC: z.coerce.number().int().positive().optional(),
  })
  .transform(({ WATCHDOG_USEC }) => ({ watchdogMs: WATCHDOG_USEC === undefined ? null : WATCHDOG_USEC / 1000 }));

export interface Supervisor {
  /** It starts us anew when it has not heard from us for so long; null if it does not watch. */
  readonly watchdogMs: number | null;
}

/**
 * Reads from the environment who supervises us. `WATCHDOG_PID` is not asked: it names cage, whose child we are, and the
 * unit lets its children speak (`NotifyAccess=all`).
 * @returns null if nobody does
 */
export const readSupervisor = (environment: NodeJS.ProcessEnv): Supervisor | null =>
  supervisorSchema.safeParse(environment).data ?? null;

export interface WatchdogParts {
  readonly supervisor: Supervisor;
  /** Whether a visitor could use the terminal now. That this process can be asked at all is the other half. */
  readonly isHealthy: () => boolean;
  /** Tells the supervisor something; resolves once that was taken, whether or not anybody listened. */
  readonly notify: (state: 'READY=1' | 'WATCHDOG=1') => Promise<void>;
  readonly every: (milliseconds: number, work: () => void) => void;
}

/** One lost ping is not a hang: two more come in time. */
const PINGS_PER_PERIOD = 3;

/** How often it is looked whether the first screen is there yet, where nobody waits for pings. */
const LOOK_EVERY_MS = 1_000;

/**
 * Tells the supervisor that the terminal is ready, and from then on that it is well, as long as it is. A terminal that
 * is not says nothing, and is started anew when its time is over.
 */
export const keepWatchdog = ({ supervisor, isHealthy, notify, every }: WatchdogParts): void => {
  let isReady = false;
  let isTelling = false;
  const tell = async (): Promise<void> => {
    // A supervisor that is slow to listen is not told the same twice.
    if (isTelling || !isHealthy() || (isReady && supervisor.watchdogMs === null)) return;
    isTelling = true;
    await notify(isReady ? 'WATCHDOG=1' : 'READY=1');
    isReady = true;
    isTelling = false;
  };
  void tell();
  every(supervisor.watchdogMs === null ? LOOK_EVERY_MS : supervisor.watchdogMs / PINGS_PER_PERIOD, () => void tell());
};
