import type { JoinAnswer } from '../../contract/join.ts';
import { isSecureAddress } from '../../contract/secure-address.ts';

/** Where the main frame of the meeting may go, as the city's join answer says. */
export interface MeetingAddresses {
  /** `name` or `name:port`, lower case. */
  readonly hosts: readonly string[];
  readonly returnUrl: string;
  /** Plain http is for a meeting server on this machine only. */
  readonly allowHttp: boolean;
}

/** What a join of the city means for the meeting's main frame. */
export const addressesOf = (answer: JoinAnswer): MeetingAddresses => {
  const join = new URL(answer.joinUrl);
  return {
    hosts: answer.meetingHosts.map((host) => host.toLowerCase()),
    returnUrl: answer.returnUrl,
    allowHttp: join.protocol === 'http:' && isSecureAddress(join),
  };
};

export type Destination =
  /** Stays inside the meeting. */
  | { readonly kind: 'inside' }
  /** The reserved return address: the person left, or was not let in. `key` is BBB's messageKey. */
  | { readonly kind: 'returned'; readonly key: string | null }
  /** Anywhere else: refused, and taken as the end of the meeting. */
  | { readonly kind: 'outside' };

const parse = (text: string): URL | null => (URL.canParse(text) ? new URL(text) : null);

/**
 * BBB puts `errors=[{"key":"...","message":"..."}]` on the return address when a join is refused.
 * Messages are English and may hold what was typed; only a well-formed key is taken.
 */
const errorKey = (url: URL): string | null => {
  const errors = url.searchParams.get('errors');
  if (errors === null) return null;
  const key = /"key"\s*:\s*"([A-Za-z][A-Za-z ]{0,63})"/.exec(errors)?.[1];
  return key ?? 'unknown';
};

/** The ways into a meeting: BBB's `join`, and the client's page to which it leads. */
const JOIN_PATHS = /\/(?:bigbluebutton\/api|html5client)\/join$/;

/** Whether the address leads into a meeting on the meeting's own hosts, as that of a breakout room does. */
export const isJoin = (target: string, addresses: MeetingAddresses): boolean =>
  judgeDestination(target, addresses).kind === 'inside' && JOIN_PATHS.test(new URL(target).pathname);

/**
 * Judges one address the meeting's main frame wants to go to.
 * Compares parsed origins, never prefixes: `https://bbb.example.evil.test` starts like a good one.
 */
export const judgeDestination = (target: string, addresses: MeetingAddresses): Destination => {
  const url = parse(target);
  if (url === null) return { kind: 'outside' };
  const home = parse(addresses.returnUrl);
  // BBB appends `reason=` or `errors=`: origin and path decide.
  if (home !== null && url.origin === home.origin && url.pathname === home.pathname) {
    return { kind: 'returned', key: errorKey(url) };
  }
  const schemeAllowed = url.protocol === 'https:' || (addresses.allowHttp && url.protocol === 'http:');
  if (!schemeAllowed || url.username !== '' || url.password !== '') return { kind: 'outside' };
  return addresses.hosts.includes(url.host) ? { kind: 'inside' } : { kind: 'outside' };
};
