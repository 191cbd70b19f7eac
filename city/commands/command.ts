import { parseArgs, type ParseArgsConfig } from 'node:util';
import { OperatorProblem } from '../operator-problem.ts';
import type { StorePlace } from '../store/open-store.ts';

/** Where the store is unless the operator says otherwise; relative to the current folder. */
export const DEFAULT_DATA_DIR = 'out/city';

/** What a command gets from the world around it. */
export interface CommandContext {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Writes one line, or several, to standard output. */
  readonly print: (text: string) => void;
  /** Whether a person reads standard output, not a script. */
  readonly isRead?: boolean;
  /** The first line of standard input, without its end. */
  readonly firstLine?: () => Promise<string>;
  /** Ends when the operator asks the program to stop. */
  readonly stop: AbortSignal;
}

/** One word of the command line. */
export interface Command {
  /** What `--help` shows. */
  readonly help: string;
  /** @throws OperatorProblem with the sentence for the operator */
  readonly run: (args: readonly string[], context: CommandContext) => Promise<void>;
}

/** The database server that the environment names (`CITY_DATABASE_URL`), else the store in the folder. */
export const storePlace = (folder: string, { CITY_DATABASE_URL }: CommandContext['env']): StorePlace =>
  CITY_DATABASE_URL === undefined || CITY_DATABASE_URL === '' ? { folder } : { databaseUrl: CITY_DATABASE_URL };

/**
 * `parseArgs` of Node, with its complaints as sentences for the operator.
 * @throws OperatorProblem
 */
export const parseOptions = <T extends NonNullable<ParseArgsConfig['options']>>(
  args: readonly string[],
  options: T,
  allowPositionals = false,
) => {
  try {
    return parseArgs({ args: [...args], options, allowPositionals, strict: true });
  } catch (error) {
    throw new OperatorProblem(error instanceof Error ? error.message : 'The options are not valid.');
  }
};

/** @throws OperatorProblem naming the option, when it is not a whole number within the bounds */
export const parseWholeNumber = (option: string, text: string, min: number, max: number): number => {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
  if (value >= min && value <= max) return value;
  throw new OperatorProblem(`${option} must be a whole number from ${min} to ${max}.`);
};
