import { enrolmentProof } from '../../contract/enrolment.ts';
import { DEFAULT_REPORTING } from '../../contract/reporting.ts';
import { createCityLink, type Answer } from '../link/city.ts';
import { termsOfLife } from './identity.ts';
import { makeKeyPair, signProof } from './sign-as-terminal.ts';
import { CONFIGURATION } from './trusted-configuration.ts';
import { openOrder } from './orders/open-order.ts';
import type { TerminalState } from './state.ts';

/** What a terminal keeps of its enrolment. */
export type Enrolled = Pick<TerminalState, 'identity' | 'cityKeys' | 'signedConfiguration'>;

export interface EnrolPorts {
  /** The network stack. */
  readonly fetch: (request: Request) => Promise<Response>;
  /** Milliseconds since 1970, in the machine's clock. */
  readonly now: () => number;
  readonly answerSeconds: () => number;
}

/** @returns what is to be kept, or why the city gives this terminal no place */
export type Enrol = (city: URL, code: string) => Promise<Answer<Enrolled>>;

/**
 * Enrols this terminal: makes its key, proves that it has it, and checks that what the city answers is signed with the
 * keys that come with it. The same code is tried again with the same key: were only the answer lost, the city knows
 * the terminal by it.
 */
export const createEnrol = ({ fetch, now, answerSeconds }: EnrolPorts): Enrol => {
  let key = makeKeyPair();
  let triedCode: string | null = null;
  return async (city, code) => {
    if (triedCode !== null && triedCode !== code) key = makeKeyPair();
    triedCode = code;
    const { publicKey, privateKey } = key;
    const line = createCityLink({ city: city.href, fetch, now, answerSeconds, reporting: () => DEFAULT_REPORTING });
    const signature = signProof(privateKey, enrolmentProof({ code, publicKey }));
    const answer = await line.enrol({ code, publicKey, signature });
    if (!answer.ok) return answer;
    const { terminal, token, generation, lifeSeconds, cityKeys, configuration } = answer.value;
    const addressee = { terminal, site: null, ring: null };
    const trusted = { addressee, keys: cityKeys, leastVersion: 0, now: now() + line.clockOffset() };
    const opened = openOrder(configuration, CONFIGURATION, trusted);
    if (!opened.ok) return { ok: false, code: 'city-malformed' };
    const life = termsOfLife(lifeSeconds, now());
    const identity = { city: city.href, terminal, privateKey, token, generation, nonce: null, ...life };
    return { ok: true, value: { identity, cityKeys, signedConfiguration: configuration } };
  };
};
