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
  const { snapshot, t } = useTerminal();
  const now = useCityTime();
  const opens = (language: typeof snapshot.locale): string =>
    opensAt === null
      ? textsOf(language)('closed.unknown')
      : textsOf(language)('closed.opens', {
          date: momentInWords(opensAt, now, { locale: language, timeZone: snapshot.timeZone }, textsOf(language)),
        });
  const others = snapshot.languages.filter((language) => language !== snapshot.locale);
  return (
    <Frame isShut>
      <Statement sign="closed" heading={t('closed.heading')}>
        <p>{opens(snapshot.locale)}</p>
        {others.map((language) => (
          <p key={language} className="locked-other" lang={language} dir={directionOf(language)}>
            {textsOf(language)('closed.heading')} {opens(language)}
          </p>
        ))}
      </Statement>
    </Frame>
  );
};
