import { app } from 'electron';
import { EXIT_USAGE } from './health/exit-codes.ts';
import { UsageProblem } from './terminal/given-identity.ts';
import { recall, type Recalled, type TerminalOptions } from './terminal/recall.ts';
import { electronStateFile } from './terminal/state-file.electron.ts';

export { firstSnapshot } from './terminal/recall.ts';

/**
 * What the terminal knows when it starts. Ends the process with a sentence when the command line cannot be used.
 * @returns null when the process is about to end
 */
export const recallOrExplain = (options: TerminalOptions): Recalled | null => {
  try {
    return recall(options, electronStateFile);
  } catch (error) {
    if (!(error instanceof UsageProblem)) throw error;
    process.stderr.write(`${error.message}\n`);
    app.exit(EXIT_USAGE);
    return null;
  }
};
