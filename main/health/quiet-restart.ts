import type { RestartReason } from '../../contract/events.ts';

/** What a process has behind it, at one moment. */
export interface Wear {
  /** Since when nobody has been there, in milliseconds; null while somebody is. */
  readonly quietForMs: number | null;
  readonly visits: number;
  readonly uptimeMs: number;
  /** Memory of all processes, in bytes, beyond what it was in the first quiet moment. */
  readonly grownBytes: number;
  /** Hour of the day at the site, 0 to 23. */
  readonly hour: number;
}

/** Who has just gone may come back for a glove. */
const QUIET_MS = 3 * 60_000;

/** As many visits as are proven not to make the terminal grow (test/endurance). */
const VISITS_MAX = 200;

/** The growth that is proven over them is 10 MiB: much more is a fault, and far from the limit of the unit. */
const GROWN_MAX_BYTES = 150 * 1024 * 1024;

const DAY_MS = 24 * 60 * 60_000;
const NIGHT = { from: 2, until: 5 } as const;

/**
 * Whether the terminal should end itself for a new start now, and why. Never while somebody is there; and before it
 * has to.
 */
export const restartReason = ({ quietForMs, visits, uptimeMs, grownBytes, hour }: Wear): RestartReason | null => {
  if (quietForMs === null || quietForMs < QUIET_MS) return null;
  if (visits >= VISITS_MAX) return 'visits';
  if (grownBytes >= GROWN_MAX_BYTES) return 'memory';
  return uptimeMs >= DAY_MS && hour >= NIGHT.from && hour < NIGHT.until ? 'day' : null;
};

const LOOK_EVERY_MS = 60_000;

export interface QuietRestartPorts {
  /** Milliseconds of a clock that never jumps. */
  readonly now: () => number;
  /** Whether the terminal waits for the next person. */
  readonly isQuiet: () => boolean;
  /** Visits since the process started. */
  readonly visits: () => number;
  /** Memory of all processes, in bytes. */
  readonly memory: () => number;
  readonly hour: () => number;
  readonly restart: (reason: RestartReason) => void;
}

/** Looks once a minute. @returns the way to stop */
export const restartWhenQuiet = (ports: QuietRestartPorts): (() => void) => {
  const started = ports.now();
  let quietSince: number | null = null;
  let visitsBefore = ports.visits();
  let firstMemory: number | null = null;
  const looking = setInterval(() => {
    const visits = ports.visits();
    // Somebody may have come and gone between two looks.
    if (!ports.isQuiet() || visits !== visitsBefore) quietSince = null;
    else quietSince ??= ports.now();
    visitsBefore = visits;
    if (quietSince === null) return;
    const memory = ports.memory();
    firstMemory ??= memory;
    const reason = restartReason({
      quietForMs: ports.now() - quietSince,
      visits,
      uptimeMs: ports.now() - started,
      grownBytes: memory - firstMemory,
      hour: ports.hour(),
    });
    if (reason === null) return;
    clearInterval(looking);
    ports.restart(reason);
  }, LOOK_EVERY_MS);
  return () => clearInterval(looking);
};
