const HEARTBEAT_EVERY_MS = 60_000;

const HOUR_MS = 3_600_000;

export interface HeartbeatsPorts {
  /** Takes one heartbeat down. */
  readonly beat: () => Promise<void>;
  /** Whether the city cannot be reached. */
  readonly isAway: () => boolean;
  /** The city's time, milliseconds since 1970. */
  readonly now: () => number;
  /** Runs `work` every so many milliseconds; returns the way to call it off. */
  readonly every: (milliseconds: number, work: () => void) => () => void;
}

/**
 * A heartbeat every minute. While the city is away only the last one of each hour is taken down, instead of throwing
 * the others out of the spool later: what was never taken down has no number, and leaves no gap.
 * @returns the way to call it off
 */
export const startHeartbeats = ({ beat, isAway, now, every }: HeartbeatsPorts): (() => void) => {
  let isBeating = false;
  return every(HEARTBEAT_EVERY_MS, () => {
    const at = now();
    const isLastOfHour = Math.floor(at / HOUR_MS) !== Math.floor((at + HEARTBEAT_EVERY_MS) / HOUR_MS);
    if (isBeating || (isAway() && !isLastOfHour)) return;
    isBeating = true;
    void beat()
      // A machine that cannot be looked at now is looked at again in a minute.
      .catch(() => undefined)
      .finally(() => {
        isBeating = false;
      });
  });
};
