import { createInstance, type TFunction } from 'i18next';
import type { Locale } from '../../contract/locale.ts';
import de from '../../resources/locales/service.de.json';
import en from '../../resources/locales/service.en.json';

const texts = createInstance();
void texts.init({
  resources: { de: { service: de }, en: { service: en } },
  defaultNS: 'service',
  lng: 'de',
  fallbackLng: 'de',
  initAsync: false,
  // React escapes what it draws.
  interpolation: { escapeValue: false },
});

export type ServiceTexts = TFunction<'service'>;

/** The texts of the service menu in one language. */
export const serviceTexts = (locale: Locale): ServiceTexts => texts.getFixedT(locale, 'service');
