import { app } from 'electron';
import { EXIT_RESTART } from './exit-codes.ts';

const farewells: (() => void)[] = [];

/** @param work is done before an end that is meant; `app.exit` itself tells nobody of it */
export const beforeRelaunch = (work: () => void): void => void farewells.push(work);

/**
 * Ends this process for a new one. Under a supervisor (systemd names its socket to a `Type=notify` service) the
 * supervisor starts it, since a process that forked its successor would be two; otherwise the terminal does so itself.
 */
export const relaunch = (): void => {
  for (const work of farewells) work();
  if (process.env['NOTIFY_SOCKET'] === undefined) app.relaunch();
  app.exit(EXIT_RESTART);
};
