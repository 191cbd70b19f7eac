/** Runs `work` after `milliseconds`; returns the way to call it off. */
export const runAfter = (milliseconds: number, work: () => void): (() => void) => {
  const timer = setTimeout(work, milliseconds);
  return () => clearTimeout(timer);
};
