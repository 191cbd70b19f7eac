import type { MachineConfiguration } from '../../contract/configuration.ts';
import type { EventData } from '../../contract/events.ts';
import type { Answer } from '../link/city.ts';
import { layConfiguration, type Configuration } from './configuration.ts';
import { layersOf } from './layers.ts';
import type { TrustedConfiguration } from './trusted-configuration.ts';

export interface ConfigurationPorts {
  readonly machine: MachineConfiguration;
  readonly trusted: Pick<TrustedConfiguration, 'current' | 'version' | 'take' | 'malformed'>;
  /** Asks the city. */
  readonly ask: () => Promise<Answer<unknown>>;
  /** A visitor keeps the configuration under which the visit began. */
  readonly mayChange: () => boolean;
  /** Told of the one that is in force once the city was asked, then of each that is another one or from other layers. */
  readonly tell: (taken: EventData<'stadtfenster.configuration.taken'>) => void;
  /** The city has given one, perhaps the same again. */
  readonly given: (before: Configuration) => void;
  /** Seconds since the process started. */
  readonly uptime: () => number;
}

/** The configuration that the terminal works with. */
export interface ConfigurationInForce {
  current(): Configuration;
  /** Asks the city for it. @param areTermsOutdated with the old terms nobody gets in any more: it is taken even now */
  refresh(areTermsOutdated?: boolean): Promise<Answer<unknown>>;
  /** Whole seconds since the city has given one; null when it has not since the start. */
  ageSeconds(): number | null;
  /** Whether it is time to ask for it, and what comes could be taken: what a visitor keeps out comes after the visit. */
  isDue(): boolean;
  /** Resolves once there is one of the city. */
  readonly known: Promise<void>;
}

const ASKED_EVERY_SECONDS = 5 * 60;

/** Keeps what the layers together say, and brings it up to date. */
export const keepConfiguration = ({ machine, trusted, ...ports }: ConfigurationPorts): ConfigurationInForce => {
  let current = layConfiguration(machine, trusted.current());
  let givenAt: number | null = null;
  let told = '';
  let setKnown: () => void = () => undefined;
  const known = new Promise<void>((resolve) => {
    setKnown = resolve;
    if (trusted.current() !== null) resolve();
  });

  const tell = (): void => {
    if (trusted.current() === null) return;
    const taken = { version: trusted.version(), layers: layersOf(machine, trusted.current()) };
    if (JSON.stringify(taken) === told) return;
    told = JSON.stringify(taken);
    ports.tell(taken);
  };

  /** @returns whether it is in force now */
  const take = (envelope: unknown): boolean => {
    if (!trusted.take(envelope)) return false;
    givenAt = ports.uptime();
    setKnown();
    const before = current;
    current = layConfiguration(machine, trusted.current());
    ports.given(before);
    return true;
  };

  const mayTake = (): boolean => current.terms === null || ports.mayChange();

  const answered = (answer: Answer<unknown>, areTermsOutdated: boolean): Answer<unknown> => {
    if (!answer.ok && answer.code === 'city-malformed') trusted.malformed();
    if (!answer.ok || !(areTermsOutdated || mayTake())) return answer;
    return take(answer.value) ? answer : { ok: false, code: 'city-malformed' };
  };

  return {
    current: () => current,
    refresh: async (areTermsOutdated = false) => {
      const answer = answered(await ports.ask(), areTermsOutdated);
      tell();
      return answer;
    },
    ageSeconds: () => (givenAt === null ? null : Math.round(ports.uptime() - givenAt)),
    isDue: () => mayTake() && (givenAt === null || ports.uptime() - givenAt > ASKED_EVERY_SECONDS),
    known,
  };
};
