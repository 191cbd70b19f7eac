import { createInstance, type TFunction } from 'i18next';
import { DEFAULT_LOCALE, type Locale, localeSchema } from '../../contract/locale.ts';
import de from '../../resources/locales/dashboard.de.json';
import en from '../../resources/locales/dashboard.en.json';

const texts = createInstance();
void texts.init({
  resources: { de: { dashboard: de }, en: { dashboard: en } },
  defaultNS: 'dashboard',
  lng: DEFAULT_LOCALE,
  fallbackLng: DEFAULT_LOCALE,
  initAsync: false,
  // React escapes what it draws.
  interpolation: { escapeValue: false },
});

export type DashboardTexts = TFunction<'dashboard'>;

/** The texts of the dashboard in one language. */
export const dashboardTexts = (locale: Locale): DashboardTexts => texts.getFixedT(locale, 'dashboard');

const KEPT_AS = 'stadtfenster.language';

/** The language chosen in this browser before; German for whoever has not chosen. */
export const chosenLocale = (): Locale => localeSchema.safeParse(localStorage.getItem(KEPT_AS)).data ?? DEFAULT_LOCALE;

/** Keeps the language for the next time in this browser. */
export const keepLocale = (locale: Locale): void => localStorage.setItem(KEPT_AS, locale);
