import type { SnapshotFrom } from 'xstate';
import type { CodeEntry, Locked, Screen } from '../../contract/snapshot.ts';
import { offeredDialIn } from './offered-dial-in.ts';
import { canRetry, type createVisitMachine } from './machine.ts';

export type VisitState = SnapshotFrom<ReturnType<typeof createVisitMachine>>;

const codeEntryOf = ({ context }: VisitState, checking: boolean): CodeEntry => ({
  problem: context.codeProblem,
  checking,
  waitUntil: context.codeWaitUntil,
});

const lockOf = (state: VisitState): { readonly locked?: Locked } => {
  if (!state.matches({ meeting: { presence: 'locked' } })) return {};
  if (!state.matches({ meeting: { presence: { locked: 'code' } } })) return { locked: { code: null } };
  const checking = state.matches({ meeting: { presence: { locked: { code: 'checking' } } } });
  return { locked: { code: codeEntryOf(state, checking) } };
};

/** What the screens show for a state of the visit. */
export const screenOf = (state: VisitState): Screen => {
  const { room, terms, receipt, outcome, failure, meetingSince, ...context } = state.context;
  const dialIn = offeredDialIn(state.context);
  const byTelephone = dialIn === null ? {} : { dialIn };
  if (state.matches('attract')) return { name: 'attract' };
  if (state.matches('restarting')) return { name: 'restarting' };
  if (state.matches('blocked')) return { name: 'blocked', code: 'wipe-failed' };
  if (state.matches('goodbye') && receipt !== null && outcome !== null) {
    const feedback = state.matches({ goodbye: 'writing' }) ? 'writing' : context.feedback;
    return {
      name: 'goodbye',
      outcome,
      receipt,
      code: failure,
      ...byTelephone,
      feedback: { state: feedback, rating: context.rating, problem: context.wordsProblem },
    };
  }
  if (state.matches({ choosing: { step: 'code' } })) {
    const scanning = state.matches({ choosing: { step: { code: 'scanning' } } });
    const checking = state.matches({ choosing: { step: { code: 'checking' } } });
    return { name: 'code', room, scanning, ...codeEntryOf(state, checking) };
  }
  if (room !== null) {
    if (state.matches({ choosing: { step: 'terms' } }) && terms !== null) return { name: 'terms', room, terms };
    if (state.matches({ choosing: { step: 'name' } })) {
      const { guestNumber, typedName, anonymous, part, nameProblem } = context;
      return { name: 'name', room, guestNumber, typedName, anonymous, part, problem: nameProblem };
    }
    if (state.matches({ choosing: { step: 'check' } })) return { name: 'check', room };
    if (state.matches('joining')) return { name: 'joining', room, canCancel: context.canCancel };
    if (state.matches({ choosing: { step: 'problem' } }) && failure !== null) {
      return { name: 'problem', room, code: failure, canRetry: canRetry(failure), ...byTelephone };
    }
    if (state.matches('meeting') && meetingSince !== null) {
      const { panel, reported, presenceDeadline, rejoinCause: cause, rejoinSince } = context;
      const isAway = cause !== null && rejoinSince !== null && state.matches({ meeting: { line: 'rejoining' } });
      return {
        name: 'meeting',
        room,
        since: meetingSince,
        panel,
        reported,
        ...(isAway ? { rejoining: { cause, since: rejoinSince } } : {}),
        ...(presenceDeadline === null ? {} : { presenceDeadline }),
        ...(presenceDeadline !== null && context.role === 'moderator' ? { presenceLocks: true } : {}),
        ...lockOf(state),
      };
    }
  }
  if (state.matches('choosing')) return { name: 'rooms' };
  return { name: 'wiping' };
};
