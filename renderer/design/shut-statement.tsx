import type { Locale } from '../../contract/locale.ts';
import { useTerminal } from '../terminal-context.ts';
import { directionOf } from '../texts.ts';
import { Frame } from './frame.tsx';
import type { SignName } from './sign.tsx';
import { Statement } from './statement.tsx';

/** What stands there in one language. */
export interface ShutWords {
  readonly heading: string;
  readonly advice: string;
  /** The language of the advice, where the city has written it in another one only. */
  readonly lang?: Locale;
}

interface ShutStatementProps {
  readonly sign: SignName;
  readonly wordsIn: (locale: Locale) => ShutWords;
}

/** The terminal cannot be begun at now. Nobody can choose a language here, so all of them are shown. */
export const ShutStatement = ({ sign, wordsIn }: ShutStatementProps) => {
  const { snapshot } = useTerminal();
  const own = wordsIn(snapshot.locale);
  const others = snapshot.languages.filter((language) => language !== snapshot.locale);
  return (
    <Frame isShut>
      <Statement sign={sign} heading={own.heading}>
        <p lang={own.lang}>{own.advice}</p>
        {others.map((language) => {
          const { heading, advice } = wordsIn(language);
          return (
            <p key={language} className="shut-other" lang={language} dir={directionOf(language)}>
              {heading} {advice}
            </p>
          );
        })}
      </Statement>
    </Frame>
  );
};
