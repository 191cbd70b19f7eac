import { app } from 'electron';
import { EXIT_CRASHED } from './exit-codes.ts';

/**
 * A fault nobody caught: Electron would show a dialog with a stack trace to the visitor. We end instead, and
 * whoever supervises us starts us anew. Only the fault's kind is printed; its message may hold anything.
 */
export const endOnUncaughtFault = (): void => {
  const end = (fault: unknown): void => {
    const frames = fault instanceof Error ? (fault.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) : [];
    process.stderr.write(
      `stadtfenster: fault (${fault instanceof Error ? fault.name : typeof fault})\n${frames.join('\n')}\n`,
    );
    app.exit(EXIT_CRASHED);
  };
  process.on('uncaughtException', end);
  process.on('unhandledRejection', end);
};
