import type { CommandResult, CommandRow } from '../../contract/dashboard-commands.ts';
import { resultStateSchema } from '../../contract/dashboard-commands.ts';
import type { Audience } from '../../contract/order.ts';
import { FORMAT_LOCALE, type Locale } from '../../contract/locale.ts';
import type { DashboardTexts } from './texts.ts';

/** The sites by their ids, as they are called. */
export type SiteNames = ReadonlyMap<string, string>;

/** Whom a command is for: "alle Terminals", "Standort Bibliothek". */
export const audienceWords = (audience: Audience, siteNames: SiteNames, t: DashboardTexts): string => {
  if ('all' in audience) return t('audience.all');
  if ('site' in audience) return t('audience.site', { site: siteNames.get(audience.site) ?? audience.site });
  return 'ring' in audience ? t('audience.ring', audience) : t('audience.terminal', audience);
};

/** How a command stands at all its terminals: "3 erledigt, 1 wartet". */
export const countsWords = ({ counts }: CommandRow, t: DashboardTexts, locale: Locale): string => {
  const parts = resultStateSchema.options.flatMap((state) => {
    const count = counts[state] ?? 0;
    return count === 0 ? [] : [`${count} ${t(`result.${state}`)}`];
  });
  return new Intl.ListFormat(FORMAT_LOCALE[locale], { type: 'unit' }).format(parts);
};

/** How a command stands at one terminal, and why. */
export const resultWords = ({ state, reason }: CommandResult, t: DashboardTexts): string =>
  reason === null
    ? t(`result.${state}`)
    : t('command-list.because', { state: t(`result.${state}`), reason: t(`because.${reason}`) });
