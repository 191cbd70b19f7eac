import type { ServiceFacts, LogLine } from '../../contract/service.ts';
import type { Locale } from '../../contract/locale.ts';
import type { PinCheckPorts } from './pin-check.ts';

/** What the terminal gives to its service menu. */
export interface ServiceSource extends Pick<PinCheckPorts, 'pins' | 'wrongPins'> {
  /** All but what is asked of the machine itself. */
  facts(): Promise<Omit<ServiceFacts, 'network' | 'system' | 'startedAt'>>;
  log(): readonly LogLine[];
  locale(): Locale;
  timeZone(): string;
  /** Somebody stands at the terminal: a visit that is under way does not run out meanwhile. */
  signOfLife(): void;
  /** Takes the identity from the terminal; it is enrolled anew after its next start. */
  forgetIdentity(): void;
}
