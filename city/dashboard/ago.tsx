import { useDashboard } from './dashboard-context.ts';
import { ago, moment } from './time-words.ts';
import { useNow } from './use-now.ts';

/** How long ago something was; the exact moment for whoever points at it. */
export const Ago = ({ at }: { readonly at: number }) => {
  const { t, locale } = useDashboard();
  const now = useNow();
  return (
    <time dateTime={new Date(at).toISOString()} title={moment(at, locale)}>
      {ago(at, now, t, locale)}
    </time>
  );
};
