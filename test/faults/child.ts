import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A process of the bench: what it says comes line by line, and it can be killed at any moment. */
export interface Child {
  /** Resolves when it is gone, with what it died of; null when it ended itself. */
  readonly gone: Promise<string | null>;
  /** Asks it to end as it should. */
  end(): void;
  kill(): void;
}

/**
 * @param args what Node is started with
 * @param heard gets every line that it says
 */
export const startChild = (args: readonly string[], heard: (line: string) => void): Child => {
  const child: ChildProcess = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  if (child.stdout !== null) createInterface({ input: child.stdout }).on('line', heard);
  // Whoever was killed hears nothing any more.
  child.stdin?.on('error', () => undefined);
  return {
    gone: new Promise((resolve) => child.once('close', (_code, signal) => resolve(signal))),
    end: () => void child.stdin?.end('end\n'),
    kill: () => void child.kill('SIGKILL'),
  };
};
