import type { Audience } from '../../contract/order.ts';
import { type CommandReport, isEnd, type TerminalReport } from './command-reports.ts';

/** More lines than this nobody reads: of a fleet the others are counted. */
const LINES_MAX = 20;

/** Whom a command is for, in words. */
export const nameAudience = (audience: Audience): string => {
  if ('terminal' in audience) return audience.terminal;
  if ('site' in audience) return `site ${audience.site}`;
  return 'ring' in audience ? `ring ${audience.ring}` : 'all terminals';
};

const lineOf = ({ terminal, state, reason, hasAttachment }: TerminalReport): string =>
  [
    `  ${terminal}: ${state}`,
    ...(reason === undefined ? [] : [`(${reason})`]),
    ...(hasAttachment ? ['(has sent it)'] : []),
  ].join(' ');

/** Those that are not done come first: they are what somebody looks for. */
const RANK: Readonly<Record<TerminalReport['state'], number>> = {
  failed: 0,
  refused: 1,
  expired: 2,
  waiting: 3,
  accepted: 4,
  done: 5,
};

/** How a command stands at its terminals, one line each; what is too many is counted by state. */
export const renderResults = ({ terminals }: CommandReport): string => {
  const ranked = [...terminals].sort((one, other) => RANK[one.state] - RANK[other.state]);
  const shown = ranked.slice(0, LINES_MAX);
  const counts = new Map<string, number>();
  for (const { state } of ranked.slice(LINES_MAX)) counts.set(state, (counts.get(state) ?? 0) + 1);
  return [...shown.map(lineOf), ...[...counts].map(([state, count]) => `  and ${count} more: ${state}`)].join('\n');
};

/** Whether nothing more will be heard of a command. */
export const isOver = ({ terminals }: CommandReport): boolean => terminals.every(isEnd);

/** Commands as text: one line each with time, id, act, whom it is for and who gave it, then its results. */
export const renderCommands = (reports: readonly CommandReport[]): string => {
  // Swedish writes dates as ISO 8601 does.
  const time = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium' });
  return reports
    .map((report) => {
      const { id, command, audience, by, issuedAt, expiresAt } = report;
      const head = [time.format(issuedAt), id, command.act, `to ${nameAudience(audience)}`, `by ${by}`];
      return `${head.join('  ')}, until ${time.format(expiresAt)}\n${renderResults(report)}`;
    })
    .join('\n');
};
