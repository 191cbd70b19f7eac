import type de from '../resources/locales/de.json';
import type service from '../resources/locales/service.de.json';

declare module 'i18next' {
  /** Makes every key a type: a text that is not in the locales does not compile. */
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof de; service: typeof service };
  }
}
