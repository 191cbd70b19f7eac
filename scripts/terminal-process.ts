import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Display } from './display.ts';
import { findOrdinaryUser, hasUserNamespaces, type OrdinaryUser } from './ordinary-user.ts';

export interface TerminalProcessOptions {
  /** The Electron, or a packaged terminal. */
  readonly executable: string;
  /** The app's folder for an Electron, none for a packaged terminal. */
  readonly app: readonly string[];
  readonly args: readonly string[];
  /** Folder of everything that lasts; one that is removed when the terminal ends, when absent. */
  readonly profile?: string;
  readonly display: Display;
  /** Files that the terminal's user must be able to read. */
  readonly mustRead: readonly string[];
  readonly say: (line: string) => void;
}

export interface TerminalProcess {
  readonly process: ChildProcess;
  /** Whether Chromium's sandbox is on. */
  readonly sandboxed: boolean;
  /** The address of the debugger, once one was asked for with `--remote-debugging-port=0`. */
  readonly debuggerAddress: Promise<string>;
  /** Ends it and waits until it is gone. */
  stop(): Promise<void>;
}

/** Chromium's own log lines, `[1234:0101/120000.0:ERROR:file.cc(1)] ...`, say nothing to whoever tries the product. */
const CHROMIUM_LOG = /^\[\d+:\d+\/\d+\.\d+:(?:VERBOSE\d*|INFO|WARNING|ERROR):/;
const DEBUGGER = /^DevTools listening on (ws:\/\/\S+)/;

/** Whether Chromium's sandbox can be on; says so, and why not. */
const mayUseSandbox = (user: OrdinaryUser | null, say: (line: string) => void): boolean => {
  if (user === null && process.getuid?.() === 0) {
    say(
      "the terminal runs as root WITHOUT Chromium's sandbox: an ordinary user cannot read this folder (or setpriv is missing)",
    );
    return false;
  }
  if (!hasUserNamespaces(user)) {
    say("the terminal runs WITHOUT Chromium's sandbox: this system does not let an ordinary user make user namespaces");
    return false;
  }
  if (user !== null) say(`the terminal runs as user ${user.uid}, with Chromium's sandbox on`);
  return true;
};

/** Starts a terminal, as an ordinary user where that can be done. */
export const startTerminalProcess = (options: TerminalProcessOptions): TerminalProcess => {
  const profile = options.profile ?? mkdtempSync(path.join(tmpdir(), 'stadtfenster-'));
  if (options.profile !== undefined) mkdirSync(profile, { recursive: true, mode: 0o700 });
  const found = findOrdinaryUser([options.executable, ...options.mustRead], process.env);
  const user = found?.own(profile) === true ? found : null;
  const sandboxed = mayUseSandbox(user, options.say);
  const plain = {
    program: options.executable,
    args: [...options.app, ...options.args, '--profile', profile, ...(sandboxed ? [] : ['--no-sandbox'])],
  };
  const { program, args } = user === null ? plain : user.command(plain.program, plain.args);
  const child = spawn(program, args, {
    stdio: ['ignore', 'inherit', 'pipe'],
    env: { ...process.env, ...options.display.environment, ...(user === null ? {} : { HOME: profile }) },
  });
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const debuggerAddress = new Promise<string>((resolve, reject) => {
    createInterface(child.stderr).on('line', (line) => {
      const address = DEBUGGER.exec(line)?.[1];
      if (address !== undefined) resolve(address);
      else if (line !== '' && !CHROMIUM_LOG.test(line)) options.say(line);
    });
    void gone.then(() => reject(new Error('The terminal ended before it could be reached.')));
  });
  // Whoever does not ask for a debugger does not wait for it either.
  debuggerAddress.catch(() => undefined);
  if (options.profile === undefined) void gone.then(() => rmSync(profile, { recursive: true, force: true }));
  return {
    process: child,
    sandboxed,
    debuggerAddress,
    stop: async () => {
      child.kill('SIGTERM');
      await gone;
    },
  };
};
