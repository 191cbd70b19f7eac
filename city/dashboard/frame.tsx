import type { ReactNode } from 'react';
import { ChartColumn, DoorOpen, KeyRound, LogOut, Monitor, ScrollText, Send } from 'lucide-react';
import { may } from '../../contract/dashboard.ts';
import { LOCALES, type Locale } from '../../contract/locale.ts';
import { signOut } from './city-api.ts';
import { useDashboard } from './dashboard-context.ts';
import mark from './mark.svg';
import { addressOf, goTo, type Place } from './place.ts';

/** Each language in its own name, so that those who need it find it. */
const OWN_NAMES: Record<Locale, string> = { de: 'Deutsch', en: 'English' };

const PAGES = [
  { name: 'fleet', icon: <Monitor aria-hidden /> },
  { name: 'commands', icon: <Send aria-hidden /> },
  { name: 'rooms', icon: <DoorOpen aria-hidden /> },
  { name: 'usage', icon: <ChartColumn aria-hidden /> },
  { name: 'audit', icon: <ScrollText aria-hidden /> },
  { name: 'password', icon: <KeyRound aria-hidden /> },
] as const;

/** What stands around every page: where one is, where one can go, who is signed in, the language. */
export const Frame = ({ place, children }: { readonly place: Place; readonly children: ReactNode }) => {
  const { t, locale, chooseLocale, signedIn, setSignedIn } = useDashboard();
  const leave = async (): Promise<void> => {
    // Signed out here in any case: the city forgets by itself whom it cannot hear.
    await signOut().catch(() => undefined);
    setSignedIn(null);
    goTo(addressOf({ name: 'fleet' }));
  };
  const others = LOCALES.filter((one) => one !== locale);
  return (
    <>
      <header className="top">
        <p className="top-name">
          <img className="top-mark" src={mark} alt="" />
          <span>Stadtfenster</span>
        </p>
        {signedIn !== null && (
          <nav className="top-pages" aria-label={t('nav.label')}>
            {PAGES.filter(({ name }) => name !== 'audit' || may(signedIn.role, 'see-audit')).map(({ name, icon }) => (
              <a
                key={name}
                className="top-page"
                href={addressOf({ name })}
                aria-current={name === place.name ? 'page' : name === 'fleet' && place.name === 'terminal'}
              >
                {icon}
                <span>{t(`nav.${name}`)}</span>
              </a>
            ))}
          </nav>
        )}
        <div className="top-own">
          {signedIn !== null && (
            <>
              <p className="top-who">
                <strong>{signedIn.name}</strong> <span>{t(`role.${signedIn.role}`)}</span>
              </p>
              <button type="button" className="button" data-rank="quiet" onClick={() => void leave()}>
                <LogOut aria-hidden />
                <span>{t('nav.signOut')}</span>
              </button>
            </>
          )}
          <div role="group" aria-label={t('nav.language')}>
            {others.map((other) => (
              <button
                key={other}
                type="button"
                className="button"
                data-rank="quiet"
                lang={other}
                onClick={() => chooseLocale(other)}
              >
                {OWN_NAMES[other]}
              </button>
            ))}
          </div>
        </div>
      </header>
      <main className="page">{children}</main>
    </>
  );
};
