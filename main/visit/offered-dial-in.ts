import type { DialIn } from '../../contract/dial-in.ts';
import type { FailureCode } from '../../contract/failure.ts';

/** The line or a machine on the way failed: by telephone it may be had all the same. Nobody calls who was sent away. */
const BY_TELEPHONE: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'city-unreachable',
  'city-slow',
  'city-malformed',
  'city-failed',
  'meeting-server-away',
  'meeting-unreachable',
  'meeting-crashed',
  'meeting-lost',
  'join-timeout',
]);

interface Stranded {
  readonly failure: FailureCode | null;
  readonly dialIn: DialIn | null;
}

/** The telephone line that somebody is told of whose way into the meeting failed. */
export const offeredDialIn = ({ failure, dialIn }: Stranded): DialIn | null =>
  failure !== null && BY_TELEPHONE.has(failure) ? dialIn : null;
