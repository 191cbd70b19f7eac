import { createContext, useContext } from 'react';
import type { SignedIn } from '../../contract/dashboard.ts';
import type { Locale } from '../../contract/locale.ts';
import { type DashboardTexts, dashboardTexts } from './texts.ts';

export interface DashboardContext {
  readonly t: DashboardTexts;
  readonly locale: Locale;
  readonly chooseLocale: (locale: Locale) => void;
  readonly signedIn: SignedIn | null;
  readonly setSignedIn: (signedIn: SignedIn | null) => void;
}

/** What every page knows: the language, and who is signed in. */
export const DashboardKnowledge = createContext<DashboardContext>({
  t: dashboardTexts('de'),
  locale: 'de',
  chooseLocale: () => undefined,
  signedIn: null,
  setSignedIn: () => undefined,
});

/** What every page knows, in a page. */
export const useDashboard = (): DashboardContext => useContext(DashboardKnowledge);
