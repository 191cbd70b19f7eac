import type { Locale } from '../../contract/locale.ts';
import { useTerminal } from '../terminal-context.ts';

/** Each language in its own name, so that those who need it find it. */
const OWN_NAMES: Record<Locale, string> = { de: 'Deutsch', en: 'English' };

/** The choice of language, top right on every screen. */
export const LanguageChoice = () => {
  const { snapshot, send, t } = useTerminal();
  if (snapshot.languages.length < 2) return null;
  return (
    <div className="language-choice" role="group" aria-label={t('language.label')}>
      {snapshot.languages.map((locale) => (
        <button
          key={locale}
          type="button"
          lang={locale}
          aria-pressed={locale === snapshot.locale}
          onClick={(event) => {
            // The attract screen begins at any touch; this one only chooses.
            event.stopPropagation();
            send({ type: 'set-locale', locale });
          }}
        >
          {OWN_NAMES[locale]}
        </button>
      ))}
    </div>
  );
};
