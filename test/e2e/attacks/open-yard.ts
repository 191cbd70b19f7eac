import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron, expect, type ElectronApplication, type Page } from '@playwright/test';
import { build } from 'vite';
import type { Display } from '../../../scripts/display.ts';
import { DRIVER_FLAGS } from '../../../scripts/driver-flags.ts';
import { findRuntime } from '../../../scripts/electron-runtime.mjs';
import { definedOnly } from '../fixtures.ts';
import { handAt } from '../hand.ts';
import type { Attack, World } from './attack.ts';
import { watchDialogs } from './watch-dialogs.ts';
import type { Leak } from './ways/leaks.ts';
import { clickOn } from './click-on.ts';
import { countDocuments } from './count-documents.ts';
import type { HostileServer } from './hostile-server.ts';
import { standInOpeners } from './openers.ts';
import { openOutside } from './outside.ts';
import { windowsOn } from './x-windows.ts';
import type { Lock, Yard } from './yard/main.ts';

/** `undecided` is a fault of the attack or of its test: nothing was seen to succeed, and nothing to be refused. */
export type Outcome = 'succeeds' | 'is refused' | 'undecided';

export interface AttackYard {
  try(attack: Attack, lock: Lock): Promise<Outcome>;
  /** Two visits in one partition, with or without the rules, and with or without the wipe between them. */
  tryLeak(leak: Leak, lock: Lock, wiped: boolean): Promise<Outcome>;
  close(): Promise<void>;
}

const DECIDED_WITHIN_MS = 6_000;
const LOOK_EVERY_MS = 15;

const ENDS_WITHIN_MS = 3_000;

const buildYard = async (folder: string): Promise<void> => {
  await build({
    configFile: false,
    logLevel: 'error',
    root: path.join(import.meta.dirname, 'yard'),
    ssr: { noExternal: true },
    build: {
      ssr: 'main.ts',
      outDir: folder,
      target: 'node20.18',
      rolldownOptions: { external: ['electron', /^node:/], output: { format: 'es', entryFileNames: 'main.js' } },
    },
  });
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ name: 'yard', type: 'module', main: 'main.js' }));
};

declare global {
  var yard: Yard;
}

const pageWith = async (app: ElectronApplication, mark: string): Promise<Page> => {
  const find = (): Page | undefined => app.windows().find((page) => page.url().includes(mark));
  await expect.poll(find, { intervals: [LOOK_EVERY_MS] }).toBeDefined();
  const there = find();
  if (there === undefined) throw new Error(`There is no page with ${mark}.`);
  await there.waitForFunction("document.readyState === 'complete'");
  return there;
};

/** A page that has only just come may change its document once more under our hands. */
const inPage = async (page: Page, script: string): Promise<unknown> => {
  try {
    return await page.evaluate(script);
  } catch {
    await page.waitForFunction("document.readyState === 'complete'");
    return page.evaluate(script);
  }
};

/** Starts the window in which attacks are shown to be real. */
export const openYard = async (display: Display, hostile: HostileServer): Promise<AttackYard> => {
  const runtime = findRuntime();
  if (runtime === null) throw new Error('There is no Electron yet: run "npm run setup".');
  const folder = mkdtempSync(path.join(tmpdir(), 'stadtfenster-yard-'));
  await buildYard(folder);
  const openers = standInOpeners();
  const outside = await openOutside();
  hostile.leadTo(outside.origin);
  const start = async (): Promise<ElectronApplication> => {
    const started = await _electron.launch({
      executablePath: runtime.executable,
      timeout: 20_000,
      args: [
        folder,
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        ...DRIVER_FLAGS,
        '--use-fake-device-for-media-stream',
        '--allow-loopback-in-peer-connection',
        `--user-data-dir=${path.join(folder, 'profile')}`,
      ],
      chromiumSandbox: process.getuid?.() !== 0,
      env: {
        ...definedOnly(process.env),
        ...definedOnly(display.environment),
        ...openers.environment,
      },
    });
    await started.firstWindow();
    return started;
  };
  let app = await start();
  let child = app.process();
  const screen = display.environment['DISPLAY'] ?? '';
  const windows = await windowsOn(screen);
  const hand = await handAt(screen);
  let tried = 0;

  const attempt = async (attack: Attack, lock: Lock): Promise<Outcome> => {
    const mark = `m${(tried += 1)}-${attack.mechanism}`;
    const key = await app.evaluate(
      (_electron, { lock, rules, address }) => globalThis.yard.open(lock, rules, address),
      {
        lock,
        rules: [attack.rule, ...(attack.alsoStoppedBy ?? [])],
        address: `${hostile.origin}/html5client/?cell=${mark}`,
      },
    );
    const page = await pageWith(app, mark);
    const dialogs = await watchDialogs(page);
    const documents = countDocuments(page);
    const before = { dialogs: await windows.count(), programs: openers.opened() };
    const look = () => app.evaluate((_electron, key) => globalThis.yard.seen(key), key);
    const udpBefore = outside.heardUdp();
    const world: World = {
      page,
      inside: hostile.origin,
      outside: { ...outside, heardUdp: () => outside.heardUdp() - udpBefore },
      mark,
      documents: documents.count,
      press: hand.chord,
      click: (button) => clickOn(page, hand, button),
      seen: async () => {
        const seen = await look();
        const others = seen.windows;
        return {
          ...seen,
          dialogs: Math.max(0, (await windows.count()) - before.dialogs - others),
          alerts: dialogs.held(),
          programs: openers.opened() - before.programs,
        };
      },
    };
    let told: boolean | undefined;
    attack.run(world).then(
      (answer) => {
        told = answer;
      },
      () => undefined,
    );
    const hasSucceeded = async (): Promise<boolean> => (await attack.hasSucceeded?.(world)) === true;
    const isRefused = async (): Promise<boolean> => {
      const { refusals } = await look();
      return [attack.rule, ...(attack.alsoStoppedBy ?? [])].some((rule) => (refusals[rule] ?? 0) > 0);
    };
    const decide = async (): Promise<Outcome> => {
      if (told === true || (await hasSucceeded())) return 'succeeds';
      return told === false || (await isRefused()) ? 'is refused' : 'undecided';
    };
    await expect
      .poll(decide, { intervals: [LOOK_EVERY_MS], timeout: DECIDED_WITHIN_MS })
      .not.toBe('undecided')
      // Said by the outcome.
      .catch(() => undefined);
    // Asked once more: what was refused must not have come through by another door meanwhile.
    const outcome = await decide();
    // A print dialog takes its window's end badly, and the program with it.
    if (attack.rule !== 'printing') await app.evaluate((_electron, key) => globalThis.yard.close(key), key);
    return outcome;
  };

  const script = (source: string, word: string): string => `(async (word) => { ${source} })(${JSON.stringify(word)})`;

  const visit = async (visits: string, lock: Lock, mark: string): Promise<{ key: string; page: Page }> => {
    const key = await app.evaluate(
      (_electron, { lock, address, visits }) => globalThis.yard.open(lock, [], address, visits),
      {
        lock,
        address: `${hostile.origin}/html5client/?cell=${mark}`,
        visits,
      },
    );
    return { key, page: await pageWith(app, mark) };
  };

  const attemptLeak = async (leak: Leak, lock: Lock, wiped: boolean): Promise<Outcome> => {
    const mark = `m${(tried += 1)}-${leak.mechanism}`;
    const first = await visit(mark, lock, `${mark}-first`);
    await inPage(first.page, script(leak.plant, mark));
    if (wiped) {
      const failed = await app.evaluate((_electron, key) => globalThis.yard.wipe(key), first.key);
      if (failed.length > 0) throw new Error(`The wipe failed: ${failed.join(', ')}`);
    }
    await app.evaluate((_electron, key) => globalThis.yard.close(key), first.key);
    const second = await visit(mark, lock, `${mark}-second`);
    const found: unknown = await inPage(second.page, script(leak.find, mark));
    await app.evaluate((_electron, key) => globalThis.yard.close(key), second.key);
    return found === true ? 'succeeds' : found === false ? 'is refused' : 'undecided';
  };

  /**
   * Electron itself does not survive some attacks on a window without rules (a dialog or five windows that end with
   * their opener): the yard is opened again, and the attack made once more.
   */
  const orAgain = async (work: () => Promise<Outcome>): Promise<Outcome> => {
    try {
      return await work();
    } catch {
      child.kill('SIGKILL');
      app = await start();
      child = app.process();
      return work();
    }
  };

  return {
    try: (attack, lock) => orAgain(() => attempt(attack, lock)),
    tryLeak: (leak, lock, wiped) => orAgain(() => attemptLeak(leak, lock, wiped)),
    close: async () => {
      hand.close();
      windows.close();
      // With dialogs open it does not end by itself.
      await Promise.race([app.close(), new Promise((resolve) => setTimeout(resolve, ENDS_WITHIN_MS))]).catch(
        () => undefined,
      );
      if (child.exitCode === null && child.signalCode === null) {
        const ended = new Promise((resolve) => child.once('exit', resolve));
        child.kill('SIGKILL');
        await ended;
      }
      await outside.close();
      openers.remove();
      // Its other processes may write their last for a moment.
      rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
    },
  };
};
