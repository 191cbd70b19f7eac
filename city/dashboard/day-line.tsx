import { DAY_HOURS, type Day, type HourState, hourStateSchema } from '../../contract/day.ts';
import { FORMAT_LOCALE } from '../../contract/locale.ts';
import { useDashboard } from './dashboard-context.ts';
import { useDay } from './use-day.ts';

/** How high the bar of an hour is, of 24: what was used stands out, what was lost is a hole. */
const HEIGHT: Record<HourState, number> = {
  used: 24,
  service: 16,
  ready: 12,
  blocked: 24,
  offline: 8,
  closed: 6,
  off: 3,
  silent: 3,
  absent: 0,
};

const WIDTH = 5;

/** What a day was, in one sentence: "5 Stunden benutzt, 19 Stunden bereit". */
const DayWords = ({ day }: { readonly day: Day }) => {
  const { t, locale } = useDashboard();
  const parts = hourStateSchema.options.flatMap((state) => {
    const count = day.filter((one) => one === state).length;
    return count === 0 ? [] : [t(`day.${state}`, { count })];
  });
  return t('day.sentence', { parts: new Intl.ListFormat(FORMAT_LOCALE[locale], { type: 'unit' }).format(parts) });
};

/**
 * The last 24 hours of a terminal, a bar for each hour, and the same in words.
 * @param isSaid whether the words are to be seen, not only read out
 */
export const DayLine = ({ id, isSaid = false }: { readonly id: string; readonly isSaid?: boolean }) => {
  const day = useDay(id);
  if (day === null) return <span className="day" />;
  return (
    <span className="day">
      <svg className="day-line" viewBox={`0 0 ${DAY_HOURS * WIDTH} 24`} aria-hidden>
        {day.map((state, hour) => (
          <rect
            key={hour}
            data-state={state}
            x={hour * WIDTH}
            y={24 - HEIGHT[state]}
            width={WIDTH - 1}
            height={HEIGHT[state]}
          />
        ))}
      </svg>
      <span className={isSaid ? 'day-words' : 'only-read'}>
        <DayWords day={day} />
      </span>
    </span>
  );
};
