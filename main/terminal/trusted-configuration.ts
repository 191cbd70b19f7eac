import type { CityConfiguration } from '../../contract/configuration.ts';
import type { SignedEnvelope } from '../../contract/signed.ts';
import { openConfiguration, type ConfigurationRefusal } from './signed-configuration.ts';
import type { StateStore } from './state.ts';

export interface TrustedConfigurationPorts {
  /** The terminal's own name. */
  readonly terminal: string;
  readonly state: Pick<StateStore, 'read' | 'write'>;
  /** Told once for each reason, until the city is believed again. */
  readonly refused: (code: ConfigurationRefusal) => void;
}

export interface TrustedConfiguration {
  /** The last good one; null when there is none. */
  current(): CityConfiguration | null;
  /** @returns whether it is in force now; otherwise the one before stays */
  take(envelope: SignedEnvelope): boolean;
}

/**
 * Keeps the last configuration that was signed by this terminal's city for this terminal, with one of the keys that
 * came with the enrolment. What lies on the disk is checked like what comes from the line.
 */
export const trustConfiguration = ({ terminal, state, refused }: TrustedConfigurationPorts): TrustedConfiguration => {
  let current: CityConfiguration | null = null;
  let version = 0;
  const told = new Set<ConfigurationRefusal>();

  const take = (envelope: SignedEnvelope): boolean => {
    const opened = openConfiguration(envelope, { terminal, keys: state.read().cityKeys, version });
    if (!opened.ok) {
      if (!told.has(opened.code)) refused(opened.code);
      told.add(opened.code);
      return false;
    }
    told.clear();
    version = opened.value.version;
    current = opened.value.configuration;
    return true;
  };

  const { signedConfiguration } = state.read();
  if (signedConfiguration !== null && !take(signedConfiguration)) {
    state.write({ signedConfiguration: null });
  }
  return {
    current: () => current,
    take: (envelope) => {
      const isTaken = take(envelope);
      if (isTaken) state.write({ signedConfiguration: envelope });
      return isTaken;
    },
  };
};
