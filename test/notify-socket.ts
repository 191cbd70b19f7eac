import { spawn } from 'node:child_process';
import { chmodSync, existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as after } from 'node:timers/promises';

/** What the process behind the socket does: each read takes one datagram, which is told as a line (Node cannot open such a socket). */
const TELL = `
const { readSync, writeSync } = require('node:fs');
const room = Buffer.alloc(4096);
for (;;) writeSync(1, room.toString('utf8', 0, readSync(3, room)) + '\\n');
`;

const LOOK_EVERY_MS = 10;

export interface NotifySocket {
  /** What `NOTIFY_SOCKET` is to be. */
  readonly path: string;
  close(): void;
}

/**
 * A real AF_UNIX datagram socket in the place of systemd's own, open for every user of this machine.
 * @param heard is given each assignment that was sent, `READY=1`
 */
export const openNotifySocket = async (path: string, heard: (state: string) => void): Promise<NotifySocket> => {
  const child = spawn('systemd-socket-activate', ['--datagram', `--listen=${path}`, process.execPath, '-e', TELL], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const gone = new Promise<never>((_resolve, reject) => {
    const say = (): void => reject(new Error('systemd-socket-activate is not there: run "npm run setup".'));
    child.once('error', say);
    child.once('exit', say);
  });
  // At the end it goes as well, when nobody waits for it any more.
  gone.catch(() => undefined);
  createInterface({ input: child.stdout }).on('line', (line) => {
    // With it systemd-notify waits until all before it has been taken.
    if (line !== 'BARRIER=1') heard(line);
  });
  while (!existsSync(path)) await Promise.race([after(LOOK_EVERY_MS), gone]);
  chmodSync(path, 0o777);
  return { path, close: () => void child.kill() };
};
