import { assign, fromPromise, sendParent, setup } from 'xstate';
import type { VisitStep } from '../../contract/events.ts';
import type { HelpCallId, HelpCallState, HelpRequest } from '../../contract/help.ts';
import type { HelpCalling } from '../../contract/snapshot.ts';
import type { VisitPorts } from './ports.ts';

/** What a call for the staff needs of the line to the city. None of it rejects. */
export interface HelpPorts {
  /** @returns null when the city did not take the call */
  readonly callStaff: (request: HelpRequest, signal: AbortSignal) => Promise<HelpCallId | null>;
  /** How the call stands; `unheard` when the city did not answer. */
  readonly lookAtCall: (id: HelpCallId) => Promise<HelpCallState | 'unheard'>;
  /** Nobody needs to come any more; the city also notices by itself, later. */
  readonly closeCall: (id: HelpCallId) => void;
}

/** What the call tells the visit it belongs to. */
export interface HelpNews {
  readonly type: 'help.changed';
  readonly help: HelpCalling;
}

export type HelpCallEvent =
  | { readonly type: 'call'; readonly visit: string; readonly request: HelpRequest }
  | { readonly type: 'cancel' }
  /** The visit is over, and the call with it. */
  | { readonly type: 'end' };

interface HelpContext {
  readonly visit: string;
  readonly request: HelpRequest;
  readonly id: HelpCallId | null;
  /** Looks in a row that the city left unanswered. */
  readonly unheard: number;
}

const LOOK_EVERY_MS = 3_000;

/** A line that is away this many looks in a row has lost the call. */
const UNHEARD_MAX = 3;

const FIRST_STEP: VisitStep = 'rooms';
const noCall = (): HelpContext => ({ visit: '', request: { step: FIRST_STEP, locale: 'de' }, id: null, unheard: 0 });

/** Tells xstate the type of its events; no value is ever read from it. */
const eventType = (): HelpCallEvent => ({ type: 'end' });

/**
 * One call for the staff: none -> calling -> called -> answered, or unreachable. It lies beside the visit,
 * whatever step that is in, and tells it each change.
 */
export const createHelpCall = (ports: HelpPorts & Pick<VisitPorts, 'record'>) =>
  setup({
    types: { context: noCall(), events: eventType() },
    actors: {
      callStaff: fromPromise<HelpCallId | null, HelpRequest>(({ input, signal }) => ports.callStaff(input, signal)),
      lookAtCall: fromPromise<HelpCallState | 'unheard', HelpCallId | null>(({ input }) =>
        input === null ? Promise.resolve('closed') : ports.lookAtCall(input),
      ),
    },
    actions: {
      tell: sendParent((_, help: HelpCalling): HelpNews => ({ type: 'help.changed', help })),
      begin: assign(({ event }) =>
        event.type === 'call' ? { visit: event.visit, request: event.request, id: null, unheard: 0 } : {},
      ),
      close: ({ context }) => {
        if (context.id !== null) ports.closeCall(context.id);
      },
      record: ({ context }, state: 'called' | 'answered' | 'unreachable' | 'cancelled') =>
        ports.record('stadtfenster.visit.help', { visit: context.visit, step: context.request.step, state }),
    },
  }).createMachine({
    id: 'help',
    context: noCall(),
    initial: 'none',
    on: {
      end: { target: '.none', actions: 'close' },
      cancel: { target: '.none', actions: ['close', { type: 'record', params: 'cancelled' }] },
    },
    states: {
      none: {
        entry: [{ type: 'tell', params: 'none' }, assign(noCall)],
        on: { call: { target: 'calling', actions: 'begin' }, cancel: {}, end: {} },
      },
      calling: {
        entry: { type: 'tell', params: 'calling' },
        invoke: {
          src: 'callStaff',
          input: ({ context }) => context.request,
          onDone: [
            { guard: ({ event }) => event.output === null, target: 'unreachable' },
            {
              target: 'called',
              actions: [assign({ id: ({ event }) => event.output }), { type: 'record', params: 'called' }],
            },
          ],
          onError: 'unreachable',
        },
      },
      called: {
        entry: { type: 'tell', params: 'called' },
        initial: 'waiting',
        states: {
          waiting: { after: { [LOOK_EVERY_MS]: 'looking' } },
          looking: {
            invoke: {
              src: 'lookAtCall',
              input: ({ context }) => context.id,
              onDone: [
                { guard: ({ event }) => event.output === 'answered', target: '#help.answered' },
                { guard: ({ event }) => event.output === 'closed', target: '#help.unreachable' },
                {
                  guard: ({ context, event }) => event.output === 'unheard' && context.unheard + 1 >= UNHEARD_MAX,
                  target: '#help.unreachable',
                },
                {
                  target: 'waiting',
                  actions: assign({
                    unheard: ({ context, event }) => (event.output === 'unheard' ? context.unheard + 1 : 0),
                  }),
                },
              ],
              onError: '#help.unreachable',
            },
          },
        },
      },
      answered: {
        entry: [
          { type: 'tell', params: 'answered' },
          { type: 'record', params: 'answered' },
        ],
        // Whoever was promised help and is still alone may call again; to say "thank you" is no cancelling.
        on: { call: { target: 'calling', actions: ['close', 'begin'] }, cancel: { target: 'none', actions: 'close' } },
      },
      unreachable: {
        entry: [{ type: 'tell', params: 'unreachable' }, { type: 'record', params: 'unreachable' }, 'close'],
        on: { call: { target: 'calling', actions: 'begin' }, cancel: 'none' },
      },
    },
  });
