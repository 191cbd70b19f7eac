/**
 * A page that owes answers for so many rounds is hung. Rounds and not a time: a machine that slept, or a main process
 * that was held up, owes the page its questions. With a round of five seconds a hang is noticed within 15.
 */
const HUNG_AFTER_ROUNDS = 2;

export interface HeartbeatPorts {
  /** Asks our page whether it lives. */
  readonly ask: () => void;
  /** The page has not answered: its process is to be ended, and the page drawn anew. */
  readonly hung: () => void;
  /** How long one round lasts, in milliseconds. */
  readonly roundMs: () => number;
}

export interface Heartbeat {
  /** The page has answered. */
  answered(): void;
  /** Whether our page was alive when it was last looked at; a watchdog of the system goes by this. */
  isHealthy(): boolean;
  stop(): void;
}

/**
 * Asks our page again and again whether it lives. Electron's own `unresponsive` comes only when somebody touches the
 * page, and a terminal waits most of its life.
 */
export const startHeartbeat = ({ ask, hung, roundMs }: HeartbeatPorts): Heartbeat => {
  let owed = 0;
  let isHealthy = true;
  let next: NodeJS.Timeout;

  const look = (): void => {
    if (owed >= HUNG_AFTER_ROUNDS) {
      owed = 0;
      isHealthy = false;
      hung();
    } else {
      owed += 1;
      ask();
    }
    next = setTimeout(look, roundMs());
  };
  next = setTimeout(look, roundMs());

  return {
    answered: () => {
      owed = 0;
      isHealthy = true;
    },
    isHealthy: () => isHealthy,
    stop: () => clearTimeout(next),
  };
};
