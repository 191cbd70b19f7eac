import { z } from 'zod';
import { localizedPlainTextSchema } from './plain-text.ts';

/** Longer ones would not fit beside the agenda at every size (test/e2e/combinations.e2e.ts). */
export const WELCOME_MAX = 100;
export const HELP_WORDS_MAX = 120;

/** What a city or a site says in its own words. */
export const cityTextsSchema = z.strictObject({
  /** For whoever writes them: which ones are in force is seen in the service menu. */
  version: z.string().min(1).max(32),
  /** On the first screen, in the place of our own line. */
  welcome: localizedPlainTextSchema(WELCOME_MAX).optional(),
  /** Where the staff is to be found, wherever help is. */
  help: localizedPlainTextSchema(HELP_WORDS_MAX).optional(),
});
export type CityTexts = z.infer<typeof cityTextsSchema>;
