import type { Locale } from '../../contract/locale.ts';
import type { Screen } from '../../contract/snapshot.ts';
import { ShutStatement, type ShutWords } from '../design/shut-statement.tsx';
import { useTerminal } from '../terminal-context.ts';
import { textsOf } from '../texts.ts';
import { momentInWords } from '../time/moments.ts';
import { useCityTime } from '../time/use-city-time.ts';

type ClosedScreen = Extract<Screen, { readonly name: 'closed' }>;

/** The site is closed. */
export const Closed = ({ screen: { opensAt } }: { readonly screen: ClosedScreen }) => {
  const { snapshot } = useTerminal();
  const now = useCityTime();
  const wordsIn = (locale: Locale): ShutWords => {
    const t = textsOf(locale);
    const heading = t('closed.heading');
    if (opensAt === null) return { heading, advice: t('closed.unknown') };
    return { heading, advice: t('closed.opens', { date: momentInWords(opensAt, now, { ...snapshot, locale }, t) }) };
  };
  return <ShutStatement sign="closed" wordsIn={wordsIn} />;
};
