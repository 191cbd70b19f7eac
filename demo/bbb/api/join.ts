import { z } from 'zod';
import { guestStatusFor } from '../meetings/guest-status.ts';
import type { Meeting } from '../meetings/meeting.ts';
import { Person } from '../meetings/person.ts';
import type { Role } from '../wire.ts';
import { success, type Answer } from './answers.ts';
import type { ApiContext } from './context.ts';
import { failure, type Failure } from './failures.ts';
import {
  booleanParameter,
  fullNameParameter,
  integerParameter,
  meetingIdParameter,
  parseParameters,
  type Parameters,
} from './parameters.ts';
import { randomWord } from './random.ts';
import { userDataOf } from './user-data.ts';

const joinSchema = z.object({
  meetingID: meetingIdParameter,
  fullName: fullNameParameter,
  role: z.string().optional(),
  password: z.string().optional(),
  createTime: integerParameter('createTime').optional(),
  userID: z.string().optional(),
  guest: booleanParameter('guest').default(false),
  logoutURL: z.string().optional(),
});

type Outcome = { readonly joined: true; readonly meeting: Meeting; readonly person: Person } | Refused;
interface Refused {
  readonly joined: false;
  readonly failures: readonly Failure[];
}

const refused = (...failures: readonly Failure[]): Refused => ({ joined: false, failures });

/** `role` beats `password`; neither of any use is BBB's `Params required`. */
const roleFor = (role: string | undefined, password: string | undefined, meeting: Meeting): Role | Failure => {
  const wanted = role?.toUpperCase();
  if (wanted === 'MODERATOR' || wanted === 'VIEWER') return wanted;
  if (password === undefined) return failure('Params required');
  if (password === meeting.plan.moderatorPW) return 'MODERATOR';
  return password === meeting.plan.attendeePW ? 'VIEWER' : failure('invalidPassword');
};

/**
 * Registers one person.
 * @param httpSession the JSESSIONID this registration belongs to
 * @param refuseDenied whether the guest policy's no is a failure (a redirect) or an answer (XML)
 */
export const join = (
  parameters: Parameters,
  httpSession: string,
  refuseDenied: boolean,
  context: ApiContext,
): Outcome => {
  const parsed = parseParameters(joinSchema, parameters);
  if (!parsed.ok) return refused(...parsed.failures);
  const given = parsed.value;
  const meeting = context.meetings.find(given.meetingID);
  if (meeting === null) return refused(failure('invalidMeetingIdentifier'));
  if (meeting.end !== null) return refused(failure('meetingForciblyEnded'));
  if (given.createTime !== undefined && given.createTime !== meeting.createTime) {
    return refused(failure('mismatchCreateTimeParam'));
  }
  const role = roleFor(given.role, given.password, meeting);
  if (typeof role !== 'string') return refused(role);

  const credentials = {
    internalUserID: `w_${randomWord(12)}`,
    authToken: randomWord(12),
    sessionToken: randomWord(16),
    httpSession,
  };
  if (meeting.isFullFor(given.userID ?? credentials.internalUserID)) return refused(failure('maxParticipantsReached'));
  const guestStatus = guestStatusFor(meeting.plan.guestPolicy, context.settings.authenticatedGuest, role, given.guest);
  if (guestStatus === 'DENY' && refuseDenied) return refused(failure('guestDeniedAccess'));

  const person = new Person(
    {
      userID: given.userID ?? null,
      name: given.fullName,
      role,
      guestStatus,
      userdata: userDataOf(parameters),
      logoutUrl: given.logoutURL ?? null,
    },
    credentials,
  );
  meeting.register(person);
  return { joined: true, meeting, person };
};

const OUTCOMES = {
  ALLOW: { messageKey: 'successfullyJoined', message: 'You have joined successfully.' },
  WAIT: { messageKey: 'guestWait', message: 'A moderator has to let you in.' },
  DENY: { messageKey: 'guestDeny', message: 'You have been denied access.' },
} as const;

/** The page at which the client takes over. */
export const clientUrlFor = (person: Person, context: ApiContext): string =>
  `${context.url()}/html5client/join?sessionToken=${person.credentials.sessionToken}`;

/** The answer to a join with `redirect=false`. */
export const joinedAnswer = (meeting: Meeting, person: Person, context: ApiContext): Answer =>
  success({
    ...OUTCOMES[person.guestStatus],
    meeting_id: meeting.internalMeetingID,
    user_id: person.credentials.internalUserID,
    auth_token: person.credentials.authToken,
    session_token: person.credentials.sessionToken,
    guestStatus: person.guestStatus,
    url: clientUrlFor(person, context),
  });

const isWebAddress = (text: string | undefined): text is string =>
  text !== undefined && URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);

/**
 * Where a failed join sends the browser: the join's `errorRedirectUrl`, else its `logoutURL`, else the
 * server's own logout address, with the failures as JSON in `errors`. A query that is there already stays.
 */
export const errorRedirect = (parameters: Parameters, failures: readonly Failure[], fallback: string): string => {
  const wishes = [parameters['errorRedirectUrl'], parameters['logoutURL']];
  const target = wishes.find(isWebAddress) ?? fallback;
  const { hash } = new URL(target);
  const address = target.slice(0, target.length - hash.length);
  const errors = JSON.stringify(failures.map(({ key, message }) => ({ message, key })));
  return `${address}${address.includes('?') ? '&' : '?'}errors=${encodeURIComponent(errors)}${hash}`;
};
