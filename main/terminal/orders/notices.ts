import type { Notice, ServicedAct } from '../../../contract/snapshot.ts';

/** Runs `work` after `milliseconds`; returns the way to call it off. */
export type After = (milliseconds: number, work: () => void) => () => void;

/** What the city has put on the screen. */
export interface Notices {
  current(): Notice | null;
  /** Shows one for so long, in the place of the one before. */
  show(notice: Notice, milliseconds: number): void;
  /** Whoever is there has read it. */
  close(): void;
  /** Holds the screens while `work` is under way; of several each waits for the one before. */
  hold<T>(act: ServicedAct, work: () => Promise<T>): Promise<T>;
  /** Whether no touch counts now. */
  isHeld(): boolean;
  stop(): void;
}

/** @param changed called when another one is to be drawn */
export const createNotices = (after: After, changed: () => void): Notices => {
  let shown: Notice | null = null;
  let held: ServicedAct | null = null;
  let callOff: () => void = () => undefined;
  let lastHold: Promise<unknown> = Promise.resolve();

  const set = (notice: Notice | null): void => {
    callOff();
    callOff = () => undefined;
    shown = notice;
    changed();
  };

  return {
    current: () => (held === null ? shown : { kind: 'serviced', act: held }),
    show: (notice, milliseconds) => {
      set(notice);
      callOff = after(milliseconds, () => set(null));
    },
    close: () => {
      // A touch beside a held screen is none.
      if (shown !== null && held === null) set(null);
    },
    hold: (act, work) => {
      const holding = lastHold.then(async () => {
        held = act;
        changed();
        try {
          return await work();
        } finally {
          held = null;
          changed();
        }
      });
      lastHold = holding.catch(() => undefined);
      return holding;
    },
    isHeld: () => held !== null,
    stop: () => callOff(),
  };
};
