import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type Browser, type Page } from '@playwright/test';
import { createVisitor, type Visitor } from '../../demo/visitor.ts';
import { findRuntime } from '../../scripts/electron-runtime.mjs';
import { findOrdinaryUser } from '../../scripts/ordinary-user.ts';
import { layOutApp } from '../lay-out-app.ts';
import { supervise, type Supervisor } from '../supervisor.ts';

/** wlroots without a screen, without input devices and without a graphics card. */
const NO_HARDWARE = { WLR_BACKENDS: 'headless', WLR_LIBINPUT_NO_DEVICES: '1', WLR_RENDERER: 'pixman' };

const DEBUGGER = /^DevTools listening on (ws:\/\/\S+)/;

/** A terminal that was installed into a folder and is run there as on a real machine. */
export interface InstalledTerminal {
  readonly supervisor: Supervisor;
  readonly user: number;
  /** Everything of the terminal that could be written into, what lasts and what does not. */
  readonly written: readonly string[];
  /** Waits for the start with this number (from 0) and gives its screens. */
  screens(start: number): Promise<{ readonly page: Page; readonly visitor: Visitor }>;
  /** All that is open in the terminal of this start. */
  pages(): readonly Page[];
  /** What is on the screen under cage, as a portable pixmap (`P6`). */
  picture(): Buffer;
  close(): Promise<void>;
}

/** @param switches more of the terminal's own and of Chromium's */
export const installTerminal = async (options: {
  readonly switches: readonly string[];
  readonly watchdogMs: number;
}): Promise<InstalledTerminal> => {
  const runtime = findRuntime();
  if (runtime === null) throw new Error('There is no Electron yet: run "npm run setup".');
  const system = mkdtempSync(path.join(tmpdir(), 'stadtfenster-system-'));
  // In memory, as the unit has it.
  const volatile = mkdtempSync('/dev/shm/stadtfenster-volatile-');
  const state = mkdtempSync(path.join(tmpdir(), 'stadtfenster-state-'));
  const own = mkdtempSync(path.join(tmpdir(), 'stadtfenster-supervisor-'));
  for (const folder of [system, own]) chmodSync(folder, 0o755);

  const app = layOutApp(system);
  const user = findOrdinaryUser([runtime.executable, path.join(app, 'package.json')], process.env);
  if (user === null && process.getuid?.() === 0)
    throw new Error('No ordinary user can read the Electron: see cage(1).');
  for (const folder of [volatile, state]) user?.own(folder);

  const addresses: ((address: string) => void)[] = [];
  const given: Promise<string>[] = [];
  /** The debugger of the start with this number. */
  const addressOf = (start: number): Promise<string> => {
    while (given.length <= start) given.push(new Promise((resolve) => addresses.push(resolve)));
    return given[start] ?? Promise.reject(new Error('No such start.'));
  };
  let started = 0;
  const supervisor = await supervise({
    unit: path.join(system, 'etc', 'systemd', 'system', 'stadtfenster.service'),
    installed: {
      '/usr/lib/stadtfenster/session': [path.join(system, 'usr', 'lib', 'stadtfenster', 'session')],
      '/usr/lib/stadtfenster/end-session': [path.join(system, 'usr', 'lib', 'stadtfenster', 'end-session')],
      '/opt/stadtfenster/stadtfenster': [runtime.executable, app],
    },
    environment: {
      ...NO_HARDWARE,
      TMPDIR: volatile,
      STATE_DIRECTORY: state,
      // cage shows a window that fills an unturned screen without drawing it itself, and then has nothing for a picture.
      STADTFENSTER_CAGE: '-r',
      STADTFENSTER_SWITCHES: ['--disable-gpu', '--remote-debugging-port=0', ...options.switches].join(' '),
    },
    folder: own,
    user,
    watchdogMs: options.watchdogMs,
    line: (line) => {
      const address = DEBUGGER.exec(line)?.[1];
      if (address === undefined) return;
      void addressOf(started);
      addresses[started]?.(address);
      started += 1;
    },
  });

  let browser: Browser | null = null;
  const pages = (): readonly Page[] => browser?.contexts().flatMap((context) => context.pages()) ?? [];
  return {
    supervisor,
    user: user?.uid ?? process.getuid?.() ?? 0,
    written: [state, volatile],
    pages,
    screens: async (start) => {
      browser = await chromium.connectOverCDP(await addressOf(start));
      const [page] = pages();
      if (page === undefined) throw new Error('The terminal shows nothing.');
      page.setDefaultTimeout(15_000);
      return { page, visitor: createVisitor(page) };
    },
    picture: () =>
      execFileSync('grim', ['-t', 'ppm', '-'], {
        maxBuffer: 64 * 1024 * 1024,
        env: { ...process.env, XDG_RUNTIME_DIR: path.join(volatile, 'run'), WAYLAND_DISPLAY: 'wayland-0' },
      }),
    close: async () => {
      await supervisor.stop();
      for (const folder of [system, volatile, state, own]) rmSync(folder, { recursive: true, force: true });
    },
  };
};
