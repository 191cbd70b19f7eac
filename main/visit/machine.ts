import { assign, fromPromise, sendTo, setup, type DoneActorEvent } from 'xstate';
import { accessCodeSchema } from '../../contract/access-code.ts';
import type { Terms } from '../../contract/configuration.ts';
import type { DialIn } from '../../contract/dial-in.ts';
import { DEFAULT_DISPLAY, type Display } from '../../contract/display.ts';
import { FIRST_VISIT_KEY } from '../../contract/snapshot.ts';
import type { RejoinCause, VisitOutcome, VisitStep } from '../../contract/events.ts';
import type { FailureCode } from '../../contract/failure.ts';
import { typedFeedbackWordsSchema, type Rating } from '../../contract/feedback.ts';
import type { Intent } from '../../contract/ipc.ts';
import type { JoinAnswer, Part } from '../../contract/join.ts';
import { DEFAULT_LOCALE, type Locale } from '../../contract/locale.ts';
import { personNameSchema } from '../../contract/person-name.ts';
import type { ReportReason } from '../../contract/problem-report.ts';
import { hasTraces, type Receipt } from '../../contract/receipt.ts';
import type { Role } from '../../contract/role.ts';
import type { Room } from '../../contract/room.ts';
import type {
  CodeProblem,
  Feedback,
  HelpCalling,
  MeetingPanel,
  NameProblem,
  WordsProblem,
} from '../../contract/snapshot.ts';
import { createHelpCall, type HelpCallEvent, type HelpNews } from './help-call.ts';
import { failureOfRefusal } from './meeting-refusal.ts';
import { offeredDialIn } from './offered-dial-in.ts';
import type { CodeResult, JoinResult, MeetingNews, VisitPorts } from './ports.ts';

/** Everything a visit knows; it is replaced as a whole when the visit is over. */
export interface VisitContext {
  /** Counts visits since the start, so that the screens can tell one visitor from the next. */
  readonly visitKey: number;
  readonly visitId: string;
  readonly startedAt: number;
  /** The last step the visitor was in. */
  readonly step: VisitStep;
  readonly locale: Locale;
  readonly display: Display;
  readonly guestNumber: number;
  readonly room: Room | null;
  readonly terms: Terms | null;
  /** The bare symbols of the code that was right; empty when none. It leads back into a meeting that broke off. */
  readonly code: string;
  /** The one that was entered last, until the city has judged it. */
  readonly triedCode: string;
  readonly codeProblem: CodeProblem | null;
  /** How many codes the city has called wrong in this visit. */
  readonly wrongCodes: number;
  /** Until when no code is tried, in the machine's clock. */
  readonly codeWaitUntil: number | null;
  /** The same after too many wrong ones: who goes away and comes back waits all the same. */
  readonly codePausedUntil: number | null;
  readonly role: Role;
  readonly parentsAgree: boolean;
  /** As typed, so that it can be corrected; the cleaned form goes to the city. */
  readonly typedName: string;
  readonly anonymous: boolean;
  readonly name: string;
  readonly nameProblem: NameProblem | null;
  readonly part: Part;
  /** Camera and microphone were looked at. */
  readonly checked: boolean;
  readonly joinStartedAt: number;
  readonly canCancel: boolean;
  readonly answer: JoinAnswer | null;
  /** The telephone line into the room, known since the city let the person in. */
  readonly dialIn: DialIn | null;
  readonly meetingSince: number | null;
  readonly panel: MeetingPanel;
  readonly reported: ReportReason | null;
  readonly help: HelpCalling;
  readonly idleDeadline: number | null;
  /** The question of the meeting's bar. */
  readonly presenceDeadline: number | null;
  /** Why and since when the meeting is or was away, null if it never was. */
  readonly rejoinCause: RejoinCause | null;
  readonly rejoinSince: number | null;
  /** When the meeting was there again. */
  readonly rejoinedAt: number | null;
  /** How often the way back in was tried since the meeting went away. */
  readonly rejoinAttempts: number;
  /** The meeting's page has crashed or hung before. */
  readonly hadFault: boolean;
  /** Where the visit goes when the meeting has been wiped. */
  readonly afterWipe: 'name' | 'problem' | 'goodbye';
  readonly failure: FailureCode | null;
  readonly outcome: VisitOutcome | null;
  readonly receipt: Receipt | null;
  readonly feedback: Exclude<Feedback['state'], 'writing'>;
  readonly rating: Rating | null;
  readonly wordsProblem: WordsProblem | null;
}

/** The city ends the visit, whatever is done in it. */
export interface CityEnd {
  readonly type: 'city.end';
}

export type VisitEvent = Intent | MeetingNews | HelpNews | CityEnd;

const fresh = (visitKey: number): VisitContext => ({
  visitKey,
  visitId: '',
  startedAt: 0,
  step: 'rooms',
  locale: DEFAULT_LOCALE,
  display: DEFAULT_DISPLAY,
  guestNumber: 0,
  room: null,
  terms: null,
  code: '',
  triedCode: '',
  codeProblem: null,
  wrongCodes: 0,
  codeWaitUntil: null,
  codePausedUntil: null,
  role: 'attendee',
  parentsAgree: false,
  typedName: '',
  anonymous: false,
  name: '',
  nameProblem: null,
  part: 'listen',
  checked: false,
  joinStartedAt: 0,
  canCancel: false,
  answer: null,
  dialIn: null,
  meetingSince: null,
  panel: 'none',
  reported: null,
  help: 'none',
  idleDeadline: null,
  presenceDeadline: null,
  rejoinCause: null,
  rejoinSince: null,
  rejoinedAt: null,
  rejoinAttempts: 0,
  hadFault: false,
  afterWipe: 'goodbye',
  failure: null,
  outcome: null,
  receipt: null,
  feedback: 'none',
  rating: null,
  wordsProblem: null,
});

/** So many wrong codes in one visit are free; after that each costs a pause. */
const WRONG_CODES_FREE = 5;
/** A city that says "wait" without saying how long. */
const WAIT_SECONDS = 3;

/** Failures after which another code is asked for. */
const NEEDS_CODE: ReadonlySet<FailureCode> = new Set<FailureCode>(['code-needed', 'code-wrong']);

const codeProblemOf = (typed: string): CodeProblem | null => {
  const parsed = accessCodeSchema.safeParse(typed);
  if (parsed.success) return null;
  return parsed.error.issues[0]?.message === 'code-wrong' ? 'code-wrong' : 'code-incomplete';
};

/** Failures at which trying the same again can help. */
const WORTH_RETRYING: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'city-unreachable',
  'city-slow',
  'city-malformed',
  'city-failed',
  'meeting-not-started',
  'meeting-over',
  'meeting-server-away',
  'meeting-unreachable',
  'meeting-crashed',
  'meeting-lost',
  'meeting-refused',
  'join-timeout',
  'room-full',
  'code-needed',
  'code-wrong',
  'code-wait',
]);

/** One way back into the meeting may take so long; then the next one is tried. */
const REJOIN_ATTEMPT_MS = 20_000;

/** The pause before the next try grows with the tries, so that a city in trouble is not pressed. */
const REJOIN_PAUSE_MS = 1_000;
const REJOIN_PAUSES_MAX = 5;

/** A meeting that does not hold so long was not back: the time until it is given up goes on. */
const HOLDS_AFTER_MS = 60_000;

export const canRetry = (code: FailureCode): boolean => WORTH_RETRYING.has(code);

/** The anonymous name that is offered, in the visitor's language. */
export const guestName = (locale: Locale, guestNumber: number): string =>
  `${locale === 'de' ? 'Gast' : 'Guest'} ${guestNumber}`;

const nameProblemOf = (typed: string): NameProblem | null => {
  const parsed = personNameSchema.safeParse(typed);
  if (parsed.success) return null;
  return parsed.error.issues[0]?.message === 'name-too-long' ? 'name-too-long' : 'name-empty';
};

const wordsProblemOf = (typed: string): WordsProblem | null => {
  const parsed = typedFeedbackWordsSchema.safeParse(typed);
  if (parsed.success) return null;
  return parsed.error.issues[0]?.message === 'words-too-long' ? 'words-too-long' : 'words-empty';
};

/** Whoever was in a meeting is asked how it was; nobody who has just been sent out. */
const feedbackToAsk = ({ meetingSince, outcome }: VisitContext): 'asked' | 'none' =>
  meetingSince !== null && outcome !== 'ended-by-staff' ? 'asked' : 'none';

/** A refusal at which the next try may succeed: a place that is still taken by ourselves, a meeting begun anew. */
const isPassing = (key: string): boolean => {
  const code = failureOfRefusal(key);
  return canRetry(code) && code !== 'meeting-over';
};

const joinResultOf = ({ event }: { readonly event: DoneActorEvent<JoinResult> }): JoinResult => event.output;

const failureOfJoin = ({ event }: { readonly event: DoneActorEvent<JoinResult> }): FailureCode =>
  event.output.ok ? 'city-failed' : event.output.code;

/** Tells xstate the type of its events; no value is ever read from it. */
const eventType = (): VisitEvent => ({ type: 'activity' });

/**
 * The visit as a state machine, from first touch to proven wipe. It knows nothing of Electron: what it
 * wants done goes through {@link VisitPorts}, what happened comes back as events.
 *
 *   attract -> choosing (rooms, code, terms, name, check, problem) -> joining -> meeting -> wiping -> goodbye -> clean
 *   -> attract
 *
 * A meeting that breaks off is opened again from within `meeting`.
 * Whatever may have touched the meeting goes through `wiping`; whatever was a visit goes through `clean`.
 */
export const createVisitMachine = (ports: VisitPorts) => {
  const since = (moment: number): number => Math.max(0, Math.round(ports.now() - moment));

  const allowedPart = (wished: Part): Part => (ports.maySpeak() ? wished : 'listen');

  const recordEnd = (context: VisitContext, outcome: VisitOutcome): void =>
    ports.record('stadtfenster.visit.ended', {
      visit: context.visitId,
      outcome,
      step: context.step,
      durationMs: since(context.startedAt),
      ...(context.meetingSince === null ? {} : { meetingMs: since(context.meetingSince) }),
    });

  const recordFailure = (context: VisitContext, code: FailureCode): void =>
    ports.record('stadtfenster.visit.failed', { visit: context.visitId, code, step: context.step });

  const recordFeedback = ({ visitId, rating }: VisitContext, typed?: string): void => {
    if (rating === null) return;
    const words = typed === undefined ? {} : { words: typedFeedbackWordsSchema.parse(typed) };
    ports.record('stadtfenster.visit.feedback', { visit: visitId, rating, ...words });
  };

  const recordWipe = (context: VisitContext, stage: 'meeting' | 'screens', receipt: Receipt): void =>
    ports.record('stadtfenster.visit.wiped', { visit: context.visitId, stage, receipt });

  const machine = setup({
    types: { context: fresh(0), events: eventType() },
    actors: {
      join: fromPromise<JoinResult, VisitContext>(({ input, signal }) => {
        if (input.room === null || input.terms === null) return Promise.resolve({ ok: false, code: 'room-gone' });
        const request = {
          name: input.name,
          part: input.part,
          locale: input.locale,
          termsVersion: input.terms.version,
          ...(input.code === '' ? {} : { code: input.code }),
          ...(input.checked ? { checked: true } : {}),
        };
        return ports.join(input.room.id, request, signal);
      }),
      checkCode: fromPromise<CodeResult, VisitContext>(({ input, signal }) =>
        ports.checkCode({ code: input.triedCode, room: input.room?.id ?? null }, signal),
      ),
      wipeMeeting: fromPromise<Receipt>(() => ports.wipeMeeting()),
      wipeScreens: fromPromise<Receipt>(() => ports.wipeScreens()),
      restart: fromPromise(() => ports.restart('wipe-failed')),
      help: createHelpCall(ports),
    },
    delays: {
      idle: () => ports.times().idleSeconds * 1000,
      idleWarning: () => ports.times().idleWarningSeconds * 1000,
      scan: () => ports.times().scanSeconds * 1000,
      codeWait: ({ context }) => (context.codeWaitUntil ?? 0) - ports.now(),
      joinCancel: () => ports.times().joinCancelSeconds * 1000,
      joinGiveUp: () => ports.times().joinGiveUpSeconds * 1000,
      goodbye: ({ context }) => {
        const { goodbyeSeconds, idleSeconds } = ports.times();
        // A number is written down with what can be found in a bag.
        return (offeredDialIn(context) === null ? goodbyeSeconds : Math.max(goodbyeSeconds, idleSeconds)) * 1000;
      },
      restart: () => ports.times().restartSeconds * 1000,
      presence: () => ports.times().presenceSeconds * 1000,
      presenceWarning: () => ports.times().presenceWarningSeconds * 1000,
      locked: () => ports.times().lockedSeconds * 1000,
      rejoinPause: ({ context }) => Math.min(context.rejoinAttempts, REJOIN_PAUSES_MAX) * REJOIN_PAUSE_MS,
      rejoinAttempt: REJOIN_ATTEMPT_MS,
      rejoinGiveUp: ({ context }) =>
        Math.max(0, ports.times().rejoinGiveUpSeconds * 1000 - since(context.rejoinSince ?? ports.now())),
    },
    guards: {
      isCode: ({ event }) => event.type === 'enter-code' && codeProblemOf(event.code) === null,
      canCancel: ({ context }) => context.canCancel,
      needsCode: ({ context }) => context.failure !== null && NEEDS_CODE.has(context.failure),
      canRetry: ({ context }) => context.failure !== null && canRetry(context.failure),
      hadFault: ({ context }) => context.hadFault,
      hasWipeFailed: () => ports.hasWipeFailed(),
      isWay: (_, result: JoinResult) => result.ok,
      isModerator: ({ context }) => context.role === 'moderator',
      isPaused: ({ context }) => (context.codePausedUntil ?? 0) > ports.now(),
      mustWait: (_, code: FailureCode) => code === 'code-wait',
      triedTooOften: ({ context }, code: FailureCode) =>
        code === 'code-wrong' && context.wrongCodes + 1 >= WRONG_CODES_FREE,
    },
    actions: {
      begin: assign({
        visitId: () => ports.newVisitId(),
        guestNumber: () => ports.newGuestNumber(),
        locale: () => ports.firstLocale(),
        startedAt: () => ports.now(),
      }),
      recordStart: ({ context }) => ports.record('stadtfenster.visit.started', { visit: context.visitId }),
      setLocale: assign({
        locale: ({ context, event }) => (event.type === 'set-locale' ? event.locale : context.locale),
      }),
      setDisplay: assign({
        display: ({ context, event }) => (event.type === 'set-display' ? event.display : context.display),
      }),
      forgetCode: assign({ code: '', triedCode: '', codeProblem: null, codeWaitUntil: null, role: 'attendee' }),
      hideProblem: assign({ codeProblem: null, codeWaitUntil: null }),
      keepCode: assign({ code: ({ context }) => context.triedCode, triedCode: '' }),
      forgetTry: assign({ triedCode: '', codeProblem: null, codeWaitUntil: null }),
      tryCode: assign({
        triedCode: ({ context, event }) =>
          event.type === 'enter-code' ? accessCodeSchema.parse(event.code) : context.triedCode,
      }),
      refuseTyped: assign({
        codeProblem: ({ context, event }) =>
          event.type === 'enter-code' ? codeProblemOf(event.code) : context.codeProblem,
      }),
      queueCode: assign({
        codeProblem: 'code-wait',
        codeWaitUntil: (_, seconds: number) => ports.now() + seconds * 1000,
      }),
      refuseCode: assign({
        triedCode: '',
        codeProblem: (_, code: FailureCode) => code,
        wrongCodes: ({ context }, code: FailureCode) => context.wrongCodes + (code === 'code-wrong' ? 1 : 0),
      }),
      pauseCodes: assign({ codePausedUntil: () => ports.now() + ports.times().codePauseSeconds * 1000 }),
      showPause: assign({ codeProblem: 'code-wait', codeWaitUntil: ({ context }) => context.codePausedUntil }),
      showPanel: assign({ panel: (_, panel: MeetingPanel) => panel, reported: null }),
      recordLock: ({ context: { visitId } }, state: 'locked' | 'unlocked') =>
        ports.record('stadtfenster.visit.locked', { visit: visitId, state }),
      at: assign({ step: (_, step: VisitStep) => step }),
      /** The visit is decided; what follows is only cleaning up. */
      end: assign({
        outcome: ({ context }, outcome: VisitOutcome) => context.outcome ?? outcome,
        afterWipe: 'goodbye',
      }),
      recordEnd: ({ context }, outcome: VisitOutcome) => recordEnd(context, outcome),
      /** The way in failed; the visitor is told after the wipe and may go on. */
      fail: assign({ failure: (_, code: FailureCode) => code, afterWipe: 'problem' }),
      recordFailure: ({ context }, code: FailureCode) => recordFailure(context, code),
      note: assign({ failure: (_, code: FailureCode) => code }),
      takeWay: assign({
        answer: (_, result: JoinResult) => (result.ok ? result.value : null),
        dialIn: (_, result: JoinResult) => (result.ok ? (result.value.dialIn ?? null) : null),
      }),
      callStaff: sendTo('help', ({ context: { visitId, step, locale } }): HelpCallEvent => ({
        type: 'call',
        visit: visitId,
        request: { step, locale },
      })),
      cancelCall: sendTo('help', (): HelpCallEvent => ({ type: 'cancel' })),
      endCall: sendTo('help', (): HelpCallEvent => ({ type: 'end' })),
      openMeeting: ({ context, self }) => {
        if (context.answer === null) return;
        try {
          ports.openMeeting(context.answer, (news) => self.send(news));
        } catch {
          // A view that cannot even be made must not end the visit without a word.
          self.send({ type: 'meeting.unreachable' });
        }
      },
      /** The meeting is away; `at` is when that began. */
      lose: assign(({ context }, { cause, at }: { readonly cause: RejoinCause; readonly at: number }) => ({
        rejoinCause: cause,
        rejoinSince: context.rejoinedAt !== null && at - context.rejoinedAt < HOLDS_AFTER_MS ? context.rejoinSince : at,
        rejoinAttempts: 0,
        hadFault: context.hadFault || cause !== 'line',
        // There is nothing to type into.
        panel: context.panel === 'keyboard' ? ('none' as const) : context.panel,
      })),
      recordRejoined: ({ context }) => {
        if (context.rejoinCause === null || context.rejoinSince === null) return;
        ports.record('stadtfenster.visit.rejoined', {
          visit: context.visitId,
          cause: context.rejoinCause,
          durationMs: since(context.rejoinSince),
        });
      },
    },
  });

  /** Actions for an end of the visit. */
  const ending = (outcome: VisitOutcome) =>
    [
      { type: 'recordEnd', params: outcome },
      { type: 'end', params: outcome },
    ] as const;

  /** Actions for a failure on the way in. */
  const failing = (code: FailureCode) =>
    [
      { type: 'recordFailure', params: code },
      { type: 'fail', params: code },
    ] as const;

  /** Actions for a meeting that broke off, with the reason for the goodbye screen. */
  const breaking = (outcome: VisitOutcome, code: FailureCode) =>
    [{ type: 'recordFailure', params: code }, { type: 'note', params: code }, ...ending(outcome)] as const;

  /** The city gave a way into the meeting, for the first time or once more. */
  const wayIsOpen = {
    guard: { type: 'isWay', params: joinResultOf },
    target: 'opening',
    actions: { type: 'takeWay', params: joinResultOf },
  } as const;

  /** What lies around the typing of a code, wherever one is entered. */
  const codeStates = {
    opening: { always: [{ guard: 'isPaused', target: 'pausing' }, { target: 'typing' }] },
    /** The city takes no more codes for a moment: the same one is asked again by itself. */
    queueing: { after: { codeWait: 'checking' } },
    /** Too many wrong codes in this visit. */
    pausing: { entry: 'showPause', after: { codeWait: 'typing' }, exit: 'forgetTry' },
  } as const;

  /** Somebody sends a code: what cannot be one is told at once, without asking the city. */
  const entersCode = [{ guard: 'isCode', target: 'checking', actions: 'tryCode' }, { actions: 'refuseTyped' }] as const;

  /**
   * What becomes of a code that leads nowhere.
   * @param unfit says why a code that the city knows is of no use here
   */
  const codeRefused = (unfit: FailureCode) => {
    const codeOf = ({ event }: { readonly event: DoneActorEvent<CodeResult> }): FailureCode =>
      event.output.ok ? unfit : event.output.code;
    const refusing = [
      { type: 'recordFailure', params: codeOf },
      { type: 'refuseCode', params: codeOf },
    ] as const;
    return [
      {
        guard: { type: 'mustWait', params: codeOf },
        target: 'queueing',
        actions: {
          type: 'queueCode',
          params: ({ event }: { readonly event: DoneActorEvent<CodeResult> }): number =>
            (event.output.ok ? null : event.output.retryAfterSeconds) ?? WAIT_SECONDS,
        },
      },
      { guard: { type: 'triedTooOften', params: codeOf }, target: 'pausing', actions: [...refusing, 'pauseCodes'] },
      { target: 'typing', actions: refusing },
    ] as const;
  };

  /** The city could not even be asked about a code. */
  const codeUnheard = {
    target: 'typing',
    actions: [
      { type: 'recordFailure', params: 'city-unreachable' },
      { type: 'refuseCode', params: 'city-unreachable' },
    ],
  } as const;

  /** Actions for a meeting that is away from now on. */
  const losing = (cause: RejoinCause) => [{ type: 'lose', params: () => ({ cause, at: ports.now() }) }] as const;

  /** One crash can happen; a page that breaks again would break a third time. */
  const onceMoreBroken = {
    guard: 'hadFault',
    target: '#visit.wiping',
    actions: [...breaking('meeting-crashed', 'meeting-crashed')],
  } as const;

  return machine.createMachine({
    id: 'visit',
    context: fresh(FIRST_VISIT_KEY),
    initial: 'attract',
    invoke: { id: 'help', src: 'help' },
    on: {
      'set-locale': { actions: 'setLocale' },
      'set-display': { actions: 'setDisplay' },
      'call-staff': { actions: 'callStaff' },
      'cancel-call': { actions: 'cancelCall' },
      'help.changed': { actions: assign({ help: ({ event }) => event.help }) },
    },
    states: {
      attract: {
        on: {
          begin: { target: 'choosing', actions: ['begin', 'recordStart'] },
          'set-locale': { target: 'choosing', actions: ['begin', 'recordStart', 'setLocale'] },
          'set-display': { target: 'choosing', actions: ['begin', 'recordStart', 'setDisplay'] },
          // A call belongs to a visit.
          'call-staff': {},
        },
      },

      choosing: {
        type: 'parallel',
        on: {
          'end-visit': { target: 'clean', actions: [...ending('gave-up')] },
          'city.end': { target: 'clean', actions: [...ending('ended-by-city')] },
        },
        states: {
          step: {
            initial: 'rooms',
            states: {
              rooms: {
                entry: [
                  { type: 'at', params: 'rooms' },
                  'forgetCode',
                  assign({ room: null, dialIn: null, failure: null }),
                  () => ports.refreshRooms(),
                ],
                on: {
                  'refresh-rooms': { actions: () => ports.refreshRooms() },
                  'choose-room': [
                    {
                      guard: ({ event }) => ports.findRoom(event.room)?.kind === 'closed' && ports.terms() !== null,
                      target: 'code',
                      actions: assign({ room: ({ event }) => ports.findRoom(event.room) ?? null }),
                    },
                    {
                      guard: ({ event }) => ports.findRoom(event.room) !== undefined && ports.terms() !== null,
                      target: 'terms',
                      actions: assign({
                        room: ({ event }) => ports.findRoom(event.room) ?? null,
                        terms: () => ports.terms(),
                      }),
                    },
                    // The room has just gone: the list that comes now no longer has it.
                    { actions: () => ports.refreshRooms() },
                  ],
                  'open-code': { guard: () => ports.terms() !== null, target: 'code' },
                  back: { target: '#visit.clean', actions: [...ending('gave-up')] },
                },
              },
              code: {
                entry: [{ type: 'at', params: 'code' }, 'forgetCode'],
                initial: 'opening',
                on: { back: 'rooms' },
                states: {
                  ...codeStates,
                  typing: {
                    on: { 'enter-code': entersCode, 'scan-code': 'scanning' },
                  },
                  /** The camera looks for the code. It is not left on for somebody who has gone. */
                  scanning: {
                    entry: assign({ codeProblem: null }),
                    after: { scan: { target: 'typing', actions: assign({ codeProblem: 'code-unseen' }) } },
                    on: {
                      'enter-code': { guard: 'isCode', target: 'checking', actions: 'tryCode' },
                      back: 'typing',
                    },
                  },
                  checking: {
                    entry: 'hideProblem',
                    invoke: {
                      src: 'checkCode',
                      input: ({ context }) => context,
                      onDone: [
                        {
                          // Without terms there is nothing that could be agreed to.
                          guard: ({ event }) => event.output.ok && ports.terms() !== null,
                          target: '#visit.choosing.step.terms',
                          actions: [
                            'keepCode',
                            assign(({ context, event }) => {
                              if (!event.output.ok) return {};
                              const { room, role } = event.output.value;
                              // Who leads a meeting has to be heard.
                              return {
                                room,
                                role,
                                dialIn: null,
                                part: role === 'moderator' ? allowedPart('speak') : context.part,
                                terms: ports.terms(),
                              };
                            }),
                          ],
                        },
                        ...codeRefused('city-failed'),
                      ],
                      onError: codeUnheard,
                    },
                  },
                },
              },
              terms: {
                entry: { type: 'at', params: 'terms' },
                on: {
                  'accept-terms': {
                    target: 'name',
                    actions: assign({ parentsAgree: ({ event }) => event.parentsAgree, nameProblem: null }),
                  },
                  'decline-terms': { target: '#visit.wiping', actions: [...ending('declined')] },
                  back: 'rooms',
                },
              },
              name: {
                entry: { type: 'at', params: 'name' },
                on: {
                  join: [
                    {
                      guard: ({ event }) => event.name === null || nameProblemOf(event.name) === null,
                      target: 'named',
                      actions: assign({
                        typedName: ({ event }) => event.name ?? '',
                        anonymous: ({ event }) => event.name === null,
                        name: ({ context, event }) =>
                          event.name === null
                            ? guestName(context.locale, context.guestNumber)
                            : personNameSchema.parse(event.name),
                        part: ({ event }) => allowedPart(event.part),
                        nameProblem: null,
                      }),
                    },
                    {
                      actions: assign({
                        typedName: ({ event }) => event.name ?? '',
                        anonymous: false,
                        part: ({ event }) => allowedPart(event.part),
                        nameProblem: ({ event }) => nameProblemOf(event.name ?? ''),
                      }),
                    },
                  ],
                  back: 'terms',
                },
              },
              named: {
                always: [
                  { guard: ({ context }) => context.part === 'speak', target: 'check' },
                  { target: '#visit.joining' },
                ],
              },
              check: {
                entry: { type: 'at', params: 'check' },
                on: {
                  'use-other-device': { actions: ({ event }) => ports.useOtherDevice(event.role) },
                  'finish-check': {
                    target: '#visit.joining',
                    actions: assign({ part: ({ event }) => allowedPart(event.part), checked: true }),
                  },
                  back: 'name',
                },
              },
              problem: {
                entry: { type: 'at', params: 'problem' },
                on: {
                  retry: [
                    { guard: 'needsCode', target: 'code' },
                    { guard: 'canRetry', target: '#visit.joining' },
                    { target: 'rooms' },
                  ],
                  'open-code': 'code',
                  back: 'rooms',
                },
              },
            },
          },
          presence: {
            initial: 'watching',
            states: {
              watching: {
                after: { idle: 'asking' },
                on: { activity: { target: 'watching', reenter: true } },
              },
              asking: {
                entry: assign({ idleDeadline: () => ports.now() + ports.times().idleWarningSeconds * 1000 }),
                exit: assign({ idleDeadline: null }),
                after: { idleWarning: { target: '#visit.clean', actions: [...ending('abandoned')] } },
                on: { activity: 'watching' },
              },
            },
          },
        },
      },

      joining: {
        entry: [
          { type: 'at', params: 'joining' },
          assign({ joinStartedAt: () => ports.now(), canCancel: false, failure: null }),
        ],
        exit: assign({ answer: null }),
        initial: 'asking',
        after: {
          joinCancel: { actions: assign({ canCancel: true }) },
          joinGiveUp: { target: 'wiping', actions: [...failing('join-timeout')] },
        },
        on: {
          'cancel-join': { guard: 'canCancel', target: 'wiping', actions: assign({ afterWipe: 'name' }) },
          'city.end': { target: 'wiping', actions: [...ending('ended-by-city')] },
        },
        states: {
          asking: {
            invoke: {
              src: 'join',
              input: ({ context }) => context,
              onDone: [
                wayIsOpen,
                {
                  target: '#visit.wiping',
                  actions: [
                    { type: 'recordFailure', params: failureOfJoin },
                    { type: 'fail', params: failureOfJoin },
                  ],
                },
              ],
              onError: { target: '#visit.wiping', actions: [...failing('city-unreachable')] },
            },
          },
          opening: {
            entry: 'openMeeting',
            on: {
              'meeting.loaded': '#visit.meeting',
              'meeting.refused': {
                target: '#visit.wiping',
                actions: [
                  { type: 'recordFailure', params: ({ event }) => failureOfRefusal(event.key) },
                  { type: 'fail', params: ({ event }) => failureOfRefusal(event.key) },
                ],
              },
              'meeting.ended': { target: '#visit.wiping', actions: [...failing('meeting-over')] },
              'meeting.crashed': { target: '#visit.wiping', actions: [...failing('meeting-crashed')] },
              'meeting.frozen': { target: '#visit.wiping', actions: [...failing('meeting-crashed')] },
              'meeting.unreachable': { target: '#visit.wiping', actions: [...failing('meeting-unreachable')] },
            },
          },
        },
      },

      meeting: {
        type: 'parallel',
        entry: [
          { type: 'at', params: 'meeting' },
          assign({ meetingSince: () => ports.now(), panel: 'none' }),
          ({ context }) => {
            if (context.room === null) return;
            ports.record('stadtfenster.visit.joined', {
              visit: context.visitId,
              room: context.room.id,
              part: context.part,
              role: context.role,
              locale: context.locale,
              durationMs: since(context.joinStartedAt),
            });
          },
        ],
        exit: ['forgetTry', assign({ panel: 'none', reported: null, answer: null })],
        on: {
          'show-panel': { actions: assign({ panel: ({ event }) => event.panel, reported: null }) },
          'set-volume': { actions: ({ event }) => ports.setVolume(event.percent) },
          // Ours changes; the meeting's page keeps the language it was joined with (`userdata-bbb_override_default_locale`).
          'set-locale': { actions: ['setLocale', assign({ panel: 'none' })] },
          'press-key': {
            guard: ({ context }) => context.panel === 'keyboard',
            actions: ({ event }) => ports.pressKey(event.key),
          },
          leave: { target: 'wiping', actions: [...ending('left')] },
          'end-by-staff': { target: 'wiping', actions: [...ending('ended-by-staff')] },
          'city.end': { target: 'wiping', actions: [...ending('ended-by-city')] },
          'report-problem': {
            actions: [
              assign({ reported: ({ event }) => event.reason }),
              ({ context: { visitId, room }, event }) => {
                if (room === null) return;
                const report = { visit: visitId, room: room.id, reason: event.reason };
                ports.record('stadtfenster.visit.reported', report);
              },
            ],
          },
          'meeting.ended': { target: 'wiping', actions: [...ending('meeting-ended')] },
          'meeting.refused': {
            target: 'wiping',
            actions: [
              { type: 'recordFailure', params: ({ event }) => failureOfRefusal(event.key) },
              { type: 'note', params: ({ event }) => failureOfRefusal(event.key) },
              ...ending('meeting-ended'),
            ],
          },
        },
        states: {
          line: {
            initial: 'up',
            states: {
              up: {
                on: {
                  'meeting.crashed': [onceMoreBroken, { target: 'rejoining', actions: [...losing('crashed')] }],
                  'meeting.frozen': [onceMoreBroken, { target: 'rejoining', actions: [...losing('frozen')] }],
                  'meeting.unreachable': { target: 'rejoining', actions: [...losing('line')] },
                  'meeting.lost': {
                    target: 'rejoining',
                    actions: { type: 'lose', params: ({ event }) => ({ cause: 'line' as const, at: event.since }) },
                  },
                },
              },
              /** Back into the same meeting under the same name, without a question. Leaving stays possible. */
              rejoining: {
                after: {
                  rejoinGiveUp: {
                    target: '#visit.wiping',
                    actions: [...breaking('meeting-lost', 'meeting-lost')],
                  },
                },
                initial: 'closing',
                states: {
                  /**
                   * The partition is wiped between the two joins, though it is the same person: what broke the page
                   * may lie in it (a service worker, a cache), a page that hangs is ended with it, and there is one
                   * way of closing a meeting. It takes a tenth of a second.
                   */
                  closing: {
                    exit: assign({ answer: null }),
                    invoke: {
                      src: 'wipeMeeting',
                      onDone: [
                        {
                          guard: ({ event }) => hasTraces(event.output),
                          target: '#visit.wiping',
                          actions: [
                            ({ context, event }) => recordWipe(context, 'meeting', event.output),
                            ...breaking('meeting-lost', 'meeting-lost'),
                          ],
                        },
                        {
                          target: 'waiting',
                          actions: ({ context, event }) => recordWipe(context, 'meeting', event.output),
                        },
                      ],
                      onError: { target: '#visit.wiping', actions: [...breaking('meeting-lost', 'meeting-lost')] },
                    },
                  },
                  waiting: { after: { rejoinPause: 'asking' } },
                  asking: {
                    entry: assign({ rejoinAttempts: ({ context }) => context.rejoinAttempts + 1 }),
                    invoke: {
                      src: 'join',
                      input: ({ context }) => context,
                      onDone: [
                        wayIsOpen,
                        { guard: ({ event }) => !event.output.ok && canRetry(event.output.code), target: 'waiting' },
                        {
                          target: '#visit.wiping',
                          actions: [
                            { type: 'recordFailure', params: failureOfJoin },
                            { type: 'note', params: failureOfJoin },
                            ...ending('meeting-lost'),
                          ],
                        },
                      ],
                      onError: 'waiting',
                    },
                  },
                  opening: {
                    entry: 'openMeeting',
                    after: { rejoinAttempt: 'closing' },
                    on: {
                      'meeting.loaded': {
                        target: '#visit.meeting.line.up',
                        actions: ['recordRejoined', assign({ answer: null, rejoinedAt: () => ports.now() })],
                      },
                      // Whoever is told that the meeting is over or that they may not come in is told so at once.
                      'meeting.refused': { guard: ({ event }) => isPassing(event.key), target: 'closing' },
                      'meeting.crashed': [onceMoreBroken, { target: 'closing', actions: assign({ hadFault: true }) }],
                      'meeting.frozen': [onceMoreBroken, { target: 'closing', actions: assign({ hadFault: true }) }],
                      'meeting.unreachable': 'closing',
                      'meeting.lost': 'closing',
                    },
                  },
                },
              },
            },
          },
          /** Nobody is sent away in silence: whoever touches nothing for long is asked first. */
          presence: {
            initial: 'watching',
            states: {
              watching: {
                after: { presence: 'asking' },
                on: {
                  activity: { target: 'watching', reenter: true },
                  'meeting.touched': { target: 'watching', reenter: true },
                },
              },
              asking: {
                entry: assign({ presenceDeadline: () => ports.now() + ports.times().presenceWarningSeconds * 1000 }),
                exit: assign({ presenceDeadline: null }),
                after: {
                  presenceWarning: [
                    { guard: 'isModerator', target: 'locked', actions: { type: 'recordLock', params: 'locked' } },
                    { target: '#visit.wiping', actions: [...ending('abandoned')] },
                  ],
                },
                on: { activity: 'watching', 'meeting.touched': 'watching' },
              },
              /**
               * A hall does not lose its meeting because nobody touches the screen. But who passes by must not lead
               * it: until its code is entered, nothing but that and help is to be had.
               */
              locked: {
                entry: { type: 'showPanel', params: 'none' },
                exit: { type: 'showPanel', params: 'none' },
                after: { locked: { target: '#visit.wiping', actions: [...ending('abandoned')] } },
                on: {
                  'show-panel': [
                    { guard: ({ event }) => event.panel === 'none', target: '.shut' },
                    { guard: ({ event }) => event.panel === 'help', target: '.helping' },
                    {},
                  ],
                  'open-code': '.code',
                  'set-volume': {},
                  'set-locale': {},
                  'press-key': {},
                  'report-problem': {},
                  'end-by-staff': {},
                  leave: {},
                },
                initial: 'shut',
                states: {
                  shut: { entry: 'forgetTry' },
                  helping: {
                    entry: ['forgetTry', { type: 'showPanel', params: 'help' }],
                    exit: { type: 'showPanel', params: 'none' },
                    // What lies over the picture does not stay when nobody reads it.
                    after: { idle: 'shut' },
                    on: { activity: { target: 'helping', reenter: true } },
                  },
                  code: {
                    initial: 'opening',
                    // It is open: a second tap interrupts neither typing nor the city's answer.
                    on: { 'open-code': {} },
                    states: {
                      ...codeStates,
                      typing: {
                        after: { idle: '#visit.meeting.presence.locked.shut' },
                        on: { activity: { target: 'typing', reenter: true }, 'enter-code': entersCode },
                      },
                      checking: {
                        entry: 'hideProblem',
                        invoke: {
                          src: 'checkCode',
                          input: ({ context }) => context,
                          onDone: [
                            {
                              guard: ({ event }) => event.output.ok && event.output.value.role === 'moderator',
                              target: '#visit.meeting.presence.watching',
                              actions: [
                                // It may be a new one, and the earlier one lead nowhere any more.
                                'keepCode',
                                { type: 'recordLock', params: 'unlocked' },
                              ],
                            },
                            ...codeRefused('code-wrong'),
                          ],
                          onError: codeUnheard,
                        },
                      },
                    },
                  },
                },
              },
            },
          },
        },
      },

      wiping: {
        invoke: {
          src: 'wipeMeeting',
          onDone: [
            {
              guard: ({ event }) => hasTraces(event.output),
              target: 'unwiped',
              actions: ({ context, event }) => recordWipe(context, 'meeting', event.output),
            },
            {
              target: 'wiped',
              actions: [
                assign({ receipt: ({ event }) => event.output }),
                ({ context, event }) => recordWipe(context, 'meeting', event.output),
              ],
            },
          ],
          onError: 'unwiped',
        },
      },

      wiped: {
        always: [
          { guard: ({ context }) => context.afterWipe === 'problem', target: '#visit.choosing.step.problem' },
          { guard: ({ context }) => context.afterWipe === 'name', target: '#visit.choosing.step.name' },
          { target: 'goodbye' },
        ],
      },

      goodbye: {
        // Nothing that could name the person is needed any more.
        entry: ['forgetCode', assign({ name: '', typedName: '', feedback: ({ context }) => feedbackToAsk(context) })],
        on: { finish: 'clean', 'city.end': 'clean' },
        initial: 'reading',
        states: {
          reading: {
            after: { goodbye: '#visit.clean' },
            on: {
              activity: { target: 'reading', reenter: true },
              'rate-visit': {
                guard: ({ context, event }) =>
                  (context.feedback === 'asked' || context.feedback === 'rated') && context.rating !== event.rating,
                actions: [
                  assign({ feedback: 'rated', rating: ({ event }) => event.rating }),
                  ({ context }) => recordFeedback(context),
                ],
              },
              'skip-feedback': {
                guard: ({ context }) => context.feedback === 'asked',
                actions: assign({ feedback: 'skipped' }),
              },
              'write-words': { guard: ({ context }) => context.feedback === 'rated', target: 'writing' },
            },
          },
          writing: {
            exit: assign({ wordsProblem: null }),
            // Who searches for words has as long as who is asked whether they are still there.
            after: { idleWarning: '#visit.clean' },
            on: {
              activity: { target: 'writing', reenter: true },
              back: 'reading',
              'send-words': [
                {
                  guard: ({ event }) => wordsProblemOf(event.words) === null,
                  target: 'reading',
                  actions: [({ context, event }) => recordFeedback(context, event.words), assign({ feedback: 'told' })],
                },
                { actions: assign({ wordsProblem: ({ event }) => wordsProblemOf(event.words) }) },
              ],
            },
          },
        },
      },

      clean: {
        // The screens go back to how everybody finds them while the wipe looks at them.
        entry: [
          'forgetCode',
          assign({ name: '', typedName: '', room: null, locale: DEFAULT_LOCALE, display: DEFAULT_DISPLAY }),
          () => ports.restoreSound(),
          'endCall',
        ],
        // A late touch must not change them again.
        on: { 'set-locale': {}, 'set-display': {}, 'call-staff': {} },
        invoke: {
          src: 'wipeScreens',
          onDone: [
            {
              guard: ({ event }) => hasTraces(event.output),
              target: 'unwiped',
              actions: ({ context, event }) => recordWipe(context, 'screens', event.output),
            },
            {
              target: 'attract',
              actions: [
                ({ context, event }) => recordWipe(context, 'screens', event.output),
                ({ context }) => {
                  // One that had no meeting to wipe proves nothing about the next meeting's.
                  if (context.receipt !== null) ports.noteWipe('good');
                },
                assign(({ context }) => fresh(context.visitKey + 1)),
              ],
            },
          ],
          onError: 'unwiped',
        },
      },

      /** Something of the visitor is left. It ends with this process; twice in a row is no accident. */
      unwiped: {
        entry: ['forgetCode', assign({ name: '', typedName: '' }), { type: 'recordFailure', params: 'wipe-failed' }],
        always: [{ guard: 'hasWipeFailed', target: 'blocked' }, { target: 'restarting' }],
      },

      restarting: {
        entry: () => ports.noteWipe('failed'),
        initial: 'telling',
        states: {
          telling: { after: { restart: 'ending' } },
          ending: { invoke: { src: 'restart', onDone: '#visit.blocked', onError: '#visit.blocked' } },
        },
      },

      /** Nobody may use the terminal until staff has looked at it. */
      blocked: {},
    },
  });
};
