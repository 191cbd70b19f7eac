import type { Screen } from '../../contract/snapshot.ts';
import { Frame } from '../design/frame.tsx';
import { Statement } from '../design/statement.tsx';
import { useTerminal } from '../terminal-context.ts';
import { cityText, directionOf, textsOf } from '../texts.ts';

type LockedScreen = Extract<Screen, { readonly name: 'locked' }>;

/** The city has locked the terminal. Nobody can choose a language here, so all of them are shown. */
export const Locked = ({ screen: { message } }: { readonly screen: LockedScreen }) => {
  const { snapshot, t } = useTerminal();
  const others = snapshot.languages.filter((language) => language !== snapshot.locale);
  const said = message === null ? null : cityText(message, snapshot.locale);
  return (
    <Frame isShut>
      <Statement sign="blocked" heading={t('shut.heading')}>
        {said === null ? <p>{t('shut.advice')}</p> : <p lang={said.lang}>{said.text}</p>}
        {others.map((language) => (
          <p key={language} className="locked-other" lang={language} dir={directionOf(language)}>
            {textsOf(language)('shut.heading')} {message?.[language] ?? textsOf(language)('shut.advice')}
          </p>
        ))}
      </Statement>
    </Frame>
  );
};
