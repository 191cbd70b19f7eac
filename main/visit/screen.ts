import type { SnapshotFrom } from 'xstate';
import type { Screen } from '../../contract/snapshot.ts';
import { canRetry, type createVisitMachine } from './machine.ts';

export type VisitState = SnapshotFrom<ReturnType<typeof createVisitMachine>>;

/** What the screens show for a state of the visit. */
export const screenOf = (state: VisitState): Screen => {
  const { room, terms, receipt, outcome, failure, meetingSince, ...context } = state.context;
  if (state.matches('attract')) return { name: 'attract' };
  if (state.matches('blocked')) return { name: 'blocked', code: 'wipe-failed' };
  if (state.matches('goodbye') && receipt !== null && outcome !== null) {
    const feedback = state.matches({ goodbye: 'writing' }) ? 'writing' : context.feedback;
    return {
      name: 'goodbye',
      outcome,
      receipt,
      code: failure,
      feedback: { state: feedback, rating: context.rating, problem: context.wordsProblem },
    };
  }
  if (state.matches({ choosing: { step: 'code' } })) {
    const scanning = state.matches({ choosing: { step: { code: 'scanning' } } });
    const checking = state.matches({ choosing: { step: { code: 'checking' } } });
    return { name: 'code', room, problem: context.codeProblem, scanning, checking, waitUntil: context.codeWaitUntil };
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
      return { name: 'problem', room, code: failure, canRetry: canRetry(failure) };
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
      };
    }
  }
  if (state.matches('choosing')) return { name: 'rooms' };
  return { name: 'wiping' };
};
