import { createInstance, type TFunction } from 'i18next';
import type { Locale, LocalizedText } from '../contract/locale.ts';
import de from '../resources/locales/de.json';
import en from '../resources/locales/en.json';

const texts = createInstance();
void texts.init({
  resources: { de: { translation: de }, en: { translation: en } },
  lng: 'de',
  fallbackLng: 'de',
  // Everything is in the bundle: the first screen must not wait for a promise.
  initAsync: false,
  // React escapes what it draws.
  interpolation: { escapeValue: false },
});

export type Texts = TFunction;

/** The texts of one language. */
export const textsOf = (locale: Locale): Texts => texts.getFixedT(locale);

/** The direction in which a language is written. */
export const directionOf = (locale: Locale): 'ltr' | 'rtl' => texts.dir(locale);

/** A text the city wrote, in the visitor's language or else in German, with the language it is in. */
export const cityText = (text: LocalizedText, locale: Locale): { readonly text: string; readonly lang: Locale } => {
  const own = text[locale];
  return own === undefined ? { text: text.de, lang: 'de' } : { text: own, lang: locale };
};
