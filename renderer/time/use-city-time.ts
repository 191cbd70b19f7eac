import { useEffect, useState } from 'react';
import { useTerminal } from '../terminal-context.ts';

const MINUTE_MS = 60_000;

/**
 * The city's time in milliseconds since 1970. It moves once a minute, when the minute changes:
 * a screen that nobody touches must not keep the processor awake.
 */
export const useCityTime = (): number => {
  const { clockOffset } = useTerminal().snapshot;
  const [machineTime, setMachineTime] = useState(Date.now);

  useEffect(() => {
    const untilNextMinute = MINUTE_MS - ((Date.now() + clockOffset) % MINUTE_MS);
    const timer = setTimeout(() => setMachineTime(Date.now()), untilNextMinute);
    return () => clearTimeout(timer);
  }, [machineTime, clockOffset]);

  return machineTime + clockOffset;
};
