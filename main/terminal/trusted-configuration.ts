import type { CityConfiguration } from '../../contract/configuration.ts';
import type { Addressee } from '../../contract/order.ts';
import type { OrderRefusal } from '../../contract/order-result.ts';
import type { SignedEnvelope } from '../../contract/signed.ts';
import { countOrderRefusals } from './orders/count-refusals.ts';
import { openOrder, type OrderReader } from './orders/open-order.ts';
import { readPayload } from './signed-payload.ts';
import type { SignedConfiguration } from '../../contract/signed-configuration.ts';
import type { StateStore } from './state.ts';

export interface TrustedConfigurationPorts {
  /** The terminal's own name. */
  readonly terminal: string;
  readonly state: Pick<StateStore, 'read' | 'write'>;
  /** The city's time. */
  readonly now: () => number;
  /** Told of the first refusal for each reason, of some more, and of all of them when the city is believed again. */
  readonly refused: (code: OrderRefusal, amount?: number) => void;
}

export interface TrustedConfiguration {
  /** The last good one; null when there is none. */
  current(): CityConfiguration | null;
  /** Of the one in force; 0 when there is none. */
  version(): number;
  /** @returns whether it is in force now; otherwise the one before stays */
  take(envelope: unknown): boolean;
  /** Something came in its place that is not even an envelope. */
  malformed(): void;
  /** Who this terminal is to its city. */
  addressee(): Addressee;
}

/** A configuration as an order; the terms of a city in two languages are a twentieth of its bound. */
export const CONFIGURATION: OrderReader<SignedConfiguration> = { read: readPayload, maxBytes: 1024 * 1024 };

/**
 * Keeps the last configuration that was signed by this terminal's city for this terminal, with one of the keys that
 * came with the enrolment. What lies on the disk is checked like what comes from the line, but for its age: a terminal
 * works on while its city is away.
 */
export const trustConfiguration = ({
  terminal,
  state,
  now,
  refused,
}: TrustedConfigurationPorts): TrustedConfiguration => {
  let current: CityConfiguration | null = null;
  let version = 0;
  const refusals = countOrderRefusals('configuration', refused);
  const addressee = (): Addressee => ({ terminal, site: current?.siteId ?? null, ring: current?.ring ?? null });

  const take = (given: unknown, time: number | null): SignedEnvelope | null => {
    const trusted = { addressee: addressee(), keys: state.read().cityKeys, leastVersion: version, now: time };
    const opened = openOrder(given, CONFIGURATION, trusted);
    if (!opened.ok) {
      refusals.refuse(opened.reason);
      return null;
    }
    refusals.believed();
    version = opened.value.version;
    current = opened.value.configuration;
    return opened.envelope;
  };

  const { signedConfiguration } = state.read();
  if (signedConfiguration !== null && take(signedConfiguration, null) === null) {
    state.write({ signedConfiguration: null });
  }
  return {
    current: () => current,
    version: () => version,
    take: (given) => {
      const envelope = take(given, now());
      if (envelope !== null) state.write({ signedConfiguration: envelope });
      return envelope !== null;
    },
    malformed: () => refusals.refuse('malformed'),
    addressee,
  };
};
