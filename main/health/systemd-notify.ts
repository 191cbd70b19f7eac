import { spawn } from 'node:child_process';
import type { WatchdogParts } from './watchdog.ts';

/** A supervisor that does not listen for so long is not waited for. */
const HEARD_WITHIN_MS = 5_000;

/**
 * Tells systemd through its own program, since Node has no datagram sockets in the file system. It waits until systemd
 * has heard it, and so is still there when systemd looks up which unit spoke.
 */
export const systemdNotify: WatchdogParts['notify'] = (state) =>
  new Promise((resolve) => {
    const child = spawn('systemd-notify', [state], { stdio: 'ignore', timeout: HEARD_WITHIN_MS });
    child.once('error', () => resolve());
    child.once('exit', () => resolve());
  });
