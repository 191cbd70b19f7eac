const MINUTE_MS = 60_000;

/** A Tuesday afternoon, half an hour before the working groups meet: the pictures are the same at any hour. */
export const TOUR_BEGINS = Date.parse('2026-11-24T16:31:00+01:00');

/** The clock of a walk; it goes on by itself. */
export interface TourClock {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly putForward: (minutes: number) => void;
}

/** @param begins milliseconds since 1970 */
export const startTourClock = (begins = TOUR_BEGINS): TourClock => {
  let ahead = begins - Date.now();
  return {
    now: () => Date.now() + ahead,
    putForward: (minutes) => void (ahead += minutes * MINUTE_MS),
  };
};
