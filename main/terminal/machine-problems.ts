import type { EventData } from '../../contract/events.ts';
import { CLOCK_TOLERANCE_MS } from './snapshot.ts';
import type { StateProblem } from './state.ts';

export interface MachineProblemPorts {
  readonly stateProblems: () => readonly StateProblem[];
  /** Milliseconds to add to this machine's clock to have the city's. */
  readonly clockOffset: () => number;
  readonly tell: (problem: EventData<'stadtfenster.terminal.problem'>) => void;
}

/**
 * A disk can become read-only, and a clock be set, at any time: each problem is told once, when it shows.
 * @returns looks whether there is one
 */
export const watchMachine = ({ stateProblems, clockOffset, tell }: MachineProblemPorts): (() => void) => {
  const told = new Set<StateProblem | 'clock-wrong'>();
  const tellOnce = (code: StateProblem | 'clock-wrong', amount?: number): void => {
    if (!told.has(code)) tell({ code, ...(amount === undefined ? {} : { amount }) });
    told.add(code);
  };
  return () => {
    for (const code of stateProblems()) tellOnce(code);
    const ahead = -clockOffset();
    if (Math.abs(ahead) >= CLOCK_TOLERANCE_MS) tellOnce('clock-wrong', Math.round(ahead / 1000));
  };
};
