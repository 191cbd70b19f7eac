import type { Locale } from '../../contract/locale.ts';
import type { Screen } from '../../contract/snapshot.ts';
import { Frame } from '../design/frame.tsx';
import { Statement } from '../design/statement.tsx';
import { useTerminal } from '../terminal-context.ts';
import { directionOf, textsOf } from '../texts.ts';
import { momentInWords } from '../time/moments.ts';
import { useCityTime } from '../time/use-city-time.ts';

type ClosedScreen = Extract<Screen, { readonly name: 'closed' }>;

/** The site is closed. Nobody can choose a language here, so all of them are shown. */
export const Closed = ({ screen: { opensAt } }: { readonly screen: ClosedScreen }) => {
  const { snapshot } = useTerminal();
  const now = useCityTime();
  const wordsIn = (locale: Locale) => {
    const t = textsOf(locale);
    const date = opensAt === null ? null : momentInWords(opensAt, now, { ...snapshot, locale }, t);
    return {
      heading: t('closed.heading'),
      opens: date === null ? t('closed.unknown') : t('closed.opens', { date }),
    };
  };
  const own = wordsIn(snapshot.locale);
  const others = snapshot.languages.filter((language) => language !== snapshot.locale);
  return (
    <Frame isShut>
      <Statement sign="closed" heading={own.heading}>
        <p>{own.opens}</p>
        {others.map((language) => (
          <p key={language} className="locked-other" lang={language} dir={directionOf(language)}>
            {Object.values(wordsIn(language)).join(' ')}
          </p>
        ))}
      </Statement>
    </Frame>
  );
};
