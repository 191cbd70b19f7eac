/** Counts faults of one kind within a stretch of time that goes along. */
export interface FaultLimit {
  /** Takes down one more. @returns how many there were in the stretch that ends now */
  add(): number;
}

/** @param now milliseconds of a clock that never jumps */
export const createFaultLimit = (withinMs: number, now: () => number): FaultLimit => {
  let moments: readonly number[] = [];
  return {
    add: () => {
      const moment = now();
      moments = [...moments.filter((earlier) => moment - earlier < withinMs), moment];
      return moments.length;
    },
  };
};
