import { existsSync, rmSync, writeFileSync } from 'node:fs';

export interface Run {
  /** Whether the run before this one ended without having said so: killed, crashed, or cut off from power. */
  readonly afterSuddenEnd: boolean;
  /** To be said at an end that was meant. */
  ended(): void;
}

/**
 * Notes that the terminal runs, in an empty file that is there for as long.
 * @param file in a folder that lasts; where it cannot be written, no end is sudden
 */
export const noteRun = (file: string): Run => {
  const afterSuddenEnd = existsSync(file);
  try {
    writeFileSync(file, '');
  } catch {
    // Told elsewhere: the state cannot be written either.
  }
  return { afterSuddenEnd, ended: () => rmSync(file, { force: true }) };
};
