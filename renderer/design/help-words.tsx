import { useTerminal } from '../terminal-context.ts';
import { cityText } from '../texts.ts';

/** Where the staff is to be found, in the city's own words; nothing where it has none. */
export const HelpWords = () => {
  const { snapshot } = useTerminal();
  if (snapshot.texts?.help === undefined) return null;
  const { text, lang } = cityText(snapshot.texts.help, snapshot.locale);
  return (
    <p className="help-words" dir="auto" lang={lang}>
      {text}
    </p>
  );
};
