import { useEffect, useState } from 'react';

const SECOND_MS = 1000;

/** The machine's clock in milliseconds since 1970, drawn anew every second counted from `moment`. */
const useClockBeside = (moment: number): number => {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const tick = (): void => setNow(Date.now());
    tick();
    const timer = setInterval(tick, SECOND_MS);
    return () => clearInterval(timer);
  }, [moment]);
  return now;
};

/** Whole seconds until a moment of the machine's clock, milliseconds since 1970; 0 when it is past. */
export const useSecondsUntil = (moment: number): number =>
  Math.max(0, Math.ceil((moment - useClockBeside(moment)) / SECOND_MS));

/** Whole seconds since a moment of the machine's clock, milliseconds since 1970; 0 when it is still to come. */
export const useSecondsSince = (moment: number): number =>
  Math.max(0, Math.floor((useClockBeside(moment) - moment) / SECOND_MS));
