import { z } from 'zod';

/** Languages of the terminal's own screens; the first is the default. */
export const LOCALES = ['de', 'en'] as const;

export const localeSchema = z.enum(LOCALES);
export type Locale = z.infer<typeof localeSchema>;

export const DEFAULT_LOCALE: Locale = LOCALES[0];

/** British English writes times as the city does: 17:00. */
export const FORMAT_LOCALE: Readonly<Record<Locale, string>> = { de: 'de-DE', en: 'en-GB' };

/** A text that a city writes: German always, other languages where the city has them. */
export const localizedTextSchema = z.object({
  de: z.string().min(1),
  en: z.string().min(1).optional(),
});
export type LocalizedText = z.infer<typeof localizedTextSchema>;
