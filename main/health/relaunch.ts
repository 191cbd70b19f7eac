import { app } from 'electron';
import { EXIT_RESTART } from './exit-codes.ts';

const farewells: (() => void)[] = [];

/** @param work is done before an end that is meant; `app.exit` itself tells nobody of it */
export const beforeRelaunch = (work: () => void): void => void farewells.push(work);

/** Whether somebody starts us anew when we end: systemd names its socket to a `Type=notify` service. */
export const isSupervised = (): boolean => process.env['NOTIFY_SOCKET'] !== undefined;

/**
 * Ends this process for a new one. Under a supervisor the supervisor starts it,
 * since a process that forked its successor would be two; otherwise the terminal does so itself.
 * @param args the new one's arguments, without a supervisor; its own as they are when absent
 */
export const relaunch = (args: readonly string[] = process.argv.slice(1)): void => {
  for (const work of farewells) work();
  if (!isSupervised()) app.relaunch({ args: [...args] });
  app.exit(EXIT_RESTART);
};
