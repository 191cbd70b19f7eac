import { z } from 'zod';
import type { DevicesInUse } from './devices.ts';
import type { EventData } from './events.ts';
import type { FieldLayers } from './layer.ts';
import type { Locale } from './locale.ts';
import { PIN_MAX, type ServiceRole } from './service-pin.ts';

/** What staff can have done in the service menu; each asks before it is done. */
export const serviceActSchema = z.enum(['restart', 'reboot', 're-enrol', 'leave-kiosk']);
export type ServiceAct = z.infer<typeof serviceActSchema>;

/** What staff did on the page of the service menu. */
export const serviceIntentSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('enter-pin'), pin: z.string().max(PIN_MAX).regex(/^\d*$/) }),
  z.strictObject({ type: z.literal('ask'), act: serviceActSchema }),
  z.strictObject({ type: z.literal('confirm') }),
  z.strictObject({ type: z.literal('cancel') }),
  z.strictObject({ type: z.literal('close') }),
]);
export type ServiceIntent = z.infer<typeof serviceIntentSchema>;

/** One network card, as the system names it. */
export interface NetworkCard {
  readonly name: string;
  readonly isUp: boolean;
  readonly addresses: readonly string[];
}

/** What the terminal knows of itself; nothing of a visit but that there is one. */
export interface ServiceFacts {
  /** Null without an identity. */
  readonly terminal: string | null;
  readonly city: string;
  readonly site: string;
  /** Null without an identity. */
  readonly cityHost: string | null;
  readonly cityAnswers: boolean;
  /** When the city was last heard, in the machine's clock; null if never. */
  readonly cityHeardAt: number | null;
  readonly isVisited: boolean;
  /** Events that the city does not have yet. */
  readonly eventsWaiting: number;
  /** Where the last meeting was; null when there was none since the start. */
  readonly meetingHost: string | null;
  readonly network: readonly NetworkCard[];
  readonly devices: DevicesInUse;
  readonly volume: number | null;
  /** The configuration in force; null when the city has given none. */
  readonly configurationVersion: number | null;
  readonly layers: readonly FieldLayers[];
  /** Of the city's own words; null where it has none. */
  readonly textsVersion: string | null;
  readonly versions: EventData<'stadtfenster.terminal.started'>;
  /** The operating system's own name and version. */
  readonly system: string;
  /** When the terminal was started, in the machine's clock. */
  readonly startedAt: number;
}

/** One event, as far as it is shown: its kind, and the words of its enumerations. */
export interface LogLine {
  /** Milliseconds since 1970, in the machine's clock. */
  readonly at: number;
  readonly kind: string;
  readonly detail: string;
}

export type PinProblem = 'incomplete' | 'wrong';

export type ServiceScreen =
  /** The city has given nobody a PIN, or was never heard. */
  | { readonly name: 'no-pin' }
  | {
      readonly name: 'pin';
      readonly problem: PinProblem | null;
      readonly isChecking: boolean;
      /** Until when nobody can try another one, in the machine's clock; null when not. */
      readonly waitUntil: number | null;
      /** Grows with every PIN that was tried: the page begins with an empty field. */
      readonly tries: number;
    }
  | {
      readonly name: 'menu';
      readonly role: ServiceRole;
      readonly facts: ServiceFacts;
      /** The latest first. */
      readonly log: readonly LogLine[];
      readonly acts: readonly ServiceAct[];
      /** What is asked about; null when nothing is. */
      readonly asked: ServiceAct | null;
    };

/** All that the page of the service menu draws from. */
export interface ServiceSnapshot {
  readonly locale: Locale;
  readonly timeZone: string;
  readonly screen: ServiceScreen;
}
