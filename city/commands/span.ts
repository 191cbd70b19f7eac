import { OperatorProblem } from '../operator-problem.ts';

const DAY_SECONDS = 24 * 60 * 60;
const UNIT_SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 60 * 60, d: DAY_SECONDS };

/**
 * What an option says that is a time like `90s`, `30m`, `12h` or `10d`.
 * @param maxSeconds whole days
 * @returns seconds, at least one
 * @throws OperatorProblem naming the option, when it is none or too long
 */
export const parseSpan = (option: string, text: string, maxSeconds: number): number => {
  const [, count, unit = ''] = /^([1-9]\d{0,7})([smhd])$/.exec(text) ?? [];
  const seconds = Number(count) * (UNIT_SECONDS[unit] ?? NaN);
  if (seconds <= maxSeconds) return seconds;
  throw new OperatorProblem(`${option} is a time like 90s, 30m, 12h or 10d, at most ${maxSeconds / DAY_SECONDS}d.`);
};
