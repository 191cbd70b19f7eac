import { createContext, use } from 'react';
import type { Locale } from '../../contract/locale.ts';
import type { ServiceIntent } from '../../contract/service.ts';
import { DEFAULT_TIME_ZONE } from '../../contract/time-zone.ts';
import { serviceTexts, type ServiceTexts } from './texts.ts';

export interface Service {
  readonly locale: Locale;
  readonly timeZone: string;
  readonly t: ServiceTexts;
  readonly send: (intent: ServiceIntent) => void;
  /** The language that can be changed to. */
  readonly other: Locale;
  readonly choose: (locale: Locale) => void;
}

export const ServiceContext = createContext<Service>({
  locale: 'de',
  timeZone: DEFAULT_TIME_ZONE,
  t: serviceTexts('de'),
  send: () => undefined,
  other: 'en',
  choose: () => undefined,
});

export const useService = (): Service => use(ServiceContext);
