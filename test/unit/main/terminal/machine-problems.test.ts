import { expect, it } from 'vitest';
import { watchMachine } from '../../../../main/terminal/machine-problems.ts';
import type { StateProblem } from '../../../../main/terminal/state.ts';

it('what is wrong with disk or clock is told once each, when it shows', () => {
  const problems: StateProblem[] = [];
  let clockOffset = 59_000;
  const told: object[] = [];
  const look = watchMachine({
    stateProblems: () => problems,
    clockOffset: () => clockOffset,
    tell: (problem) => told.push(problem),
  });
  look();
  expect(told).toEqual([]);
  problems.push('state-malformed');
  clockOffset = -90_400;
  look();
  problems.push('state-unwritable');
  clockOffset = 200_000;
  look();
  expect(told).toEqual([
    { code: 'state-malformed' },
    { code: 'clock-wrong', amount: 90 },
    { code: 'state-unwritable' },
  ]);
});
