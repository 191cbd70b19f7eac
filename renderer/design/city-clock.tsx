import { useTerminal } from '../terminal-context.ts';
import { clockOf } from '../time/moments.ts';
import { useCityTime } from '../time/use-city-time.ts';

/** The city's time, to the minute. */
export const CityClock = () => {
  const { snapshot, t } = useTerminal();
  const time = clockOf(useCityTime(), snapshot);
  return (
    <time className="city-clock" dateTime={time}>
      {t('time.clock', { time })}
    </time>
  );
};
