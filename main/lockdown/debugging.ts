import { app } from 'electron';

/** Switches through which a program outside would drive the terminal. */
const DRIVING = ['remote-debugging-port', 'remote-debugging-pipe', 'remote-debugging-address', 'remote-allow-origins'];

/**
 * A packaged terminal is not driven from outside. Node's own inspector is closed by a fuse of the package; Chromium's has
 * none and is closed here, before it is opened. Packages for tests differ in that one fuse, and are known by it: only
 * with it Node can have an inspector, which such a test asks for.
 * @param inspectorAddress of this process, undefined when there is none
 */
export const refuseDebugging = (inspectorAddress: string | undefined): void => {
  if (!app.isPackaged || inspectorAddress !== undefined) return;
  for (const name of DRIVING) app.commandLine.removeSwitch(name);
};
