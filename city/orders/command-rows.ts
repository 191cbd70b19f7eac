import type { CommandRow, ResultState } from '../../contract/dashboard-commands.ts';
import { type CommandReport, reportCommands, type TerminalReport } from './command-reports.ts';
import type { Database } from '../store/open-store.ts';

/** How many commands a page shows. */
const SHOWN = 20;
/** Among so many of the last ones those for a single terminal are looked for. */
const LOOKED_THROUGH = 200;
/** A command for a city has as many results as terminals; what went well is only counted. */
const RESULTS = 20;

const WORST_FIRST: readonly TerminalReport['state'][] = ['failed', 'refused', 'expired', 'accepted', 'waiting', 'done'];
const rank = ({ state }: TerminalReport): number => WORST_FIRST.indexOf(state);

const rowOf = ({ terminals, ...command }: CommandReport): CommandRow => {
  const counts: Partial<Record<ResultState, number>> = {};
  for (const { state } of terminals) counts[state] = (counts[state] ?? 0) + 1;
  const results = [...terminals]
    .sort((one, other) => rank(one) - rank(other))
    .slice(0, RESULTS)
    .map(({ reason, ...one }) => ({ ...one, reason: reason ?? null }));
  return { ...command, counts, results };
};

/**
 * The last commands, newest first, with what became of them.
 * @param terminal only those for this one, and how they stand there
 * @param now milliseconds since 1970
 */
export const readCommandRows = async (
  db: Database,
  terminal: string | undefined,
  now: number,
): Promise<CommandRow[]> => {
  const reports = await reportCommands(db, { terminal, limit: terminal === undefined ? SHOWN : LOOKED_THROUGH }, now);
  return reports
    .filter(({ terminals }) => terminals.length > 0)
    .slice(-SHOWN)
    .reverse()
    .map(rowOf);
};
