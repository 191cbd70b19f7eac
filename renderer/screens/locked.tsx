import type { Locale } from '../../contract/locale.ts';
import type { Screen } from '../../contract/snapshot.ts';
import { ShutStatement, type ShutWords } from '../design/shut-statement.tsx';
import { useTerminal } from '../terminal-context.ts';
import { cityText, textsOf } from '../texts.ts';

type LockedScreen = Extract<Screen, { readonly name: 'locked' }>;

/** The city has locked the terminal, with a few words or none. */
export const Locked = ({ screen: { message } }: { readonly screen: LockedScreen }) => {
  const { snapshot } = useTerminal();
  const wordsIn = (locale: Locale): ShutWords => {
    const t = textsOf(locale);
    const heading = t('shut.heading');
    // Beside the words of the city in the first language another one has its own, or ours.
    if (message === null || (locale !== snapshot.locale && message[locale] === undefined))
      return { heading, advice: t('shut.advice') };
    const { text, lang } = cityText(message, locale);
    return { heading, advice: text, lang };
  };
  return <ShutStatement sign="blocked" wordsIn={wordsIn} />;
};
