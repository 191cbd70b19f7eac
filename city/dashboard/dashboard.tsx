import { useCallback, useEffect, useMemo, useState } from 'react';
import { may, type SignedIn } from '../../contract/dashboard.ts';
import type { Locale } from '../../contract/locale.ts';
import { AuditPage } from './audit-page.tsx';
import { whoIsSignedIn } from './city-api.ts';
import { CommandsPage } from './commands-page.tsx';
import { DashboardKnowledge } from './dashboard-context.ts';
import { FirstAccountPage } from './first-account-page.tsx';
import { FleetPage } from './fleet-page.tsx';
import { Frame } from './frame.tsx';
import { PasswordPage } from './password-page.tsx';
import { type Place, usePlace } from './place.ts';
import { RoomsPage } from './rooms-page.tsx';
import { SignInPage } from './sign-in-page.tsx';
import { TerminalPage } from './terminal-page.tsx';
import { chosenLocale, dashboardTexts, keepLocale } from './texts.ts';
import { UsagePage } from './usage-page.tsx';

const PageAt = ({ place, signedIn }: { readonly place: Place; readonly signedIn: SignedIn | null }) => {
  if (place.name === 'first') return <FirstAccountPage link={place.link} />;
  if (signedIn === null) return <SignInPage />;
  switch (place.name) {
    case 'terminal':
      return <TerminalPage key={place.id} id={place.id} />;
    case 'commands':
      return <CommandsPage />;
    case 'password':
      return <PasswordPage />;
    case 'usage':
      return <UsagePage />;
    case 'rooms':
      return <RoomsPage />;
    case 'audit':
      return may(signedIn.role, 'see-audit') ? <AuditPage /> : <FleetPage />;
    case 'fleet':
      return <FleetPage />;
  }
};

/** The dashboard of the city: whoever is signed in sees the page that the address names. */
export const Dashboard = () => {
  const place = usePlace();
  const [locale, setLocale] = useState(chosenLocale);
  /** Undefined until the city has said. */
  const [signedIn, setSignedIn] = useState<SignedIn | null | undefined>(undefined);

  useEffect(() => {
    // Whoever cannot reach the city may try to sign in, and is told so there.
    whoIsSignedIn().then(setSignedIn, () => setSignedIn(null));
  }, []);
  const chooseLocale = useCallback((next: Locale) => {
    keepLocale(next);
    setLocale(next);
  }, []);
  const t = useMemo(() => dashboardTexts(locale), [locale]);
  useEffect(() => {
    document.documentElement.lang = locale;
  }, [locale]);

  const known = useMemo(
    () => ({ t, locale, chooseLocale, signedIn: signedIn ?? null, setSignedIn }),
    [t, locale, chooseLocale, signedIn],
  );
  if (signedIn === undefined) return null;
  return (
    <DashboardKnowledge value={known}>
      <Frame place={place}>
        <PageAt place={place} signedIn={signedIn} />
      </Frame>
    </DashboardKnowledge>
  );
};
