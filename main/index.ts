import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { url as inspectorAddress } from 'node:inspector';
import path from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { app, Menu, session } from 'electron';
import { endOnUncaughtFault } from './health/last-resort.ts';
import { isDrawn } from './health/drawn.ts';
import { watchGpu } from './health/gpu.ts';
import { reviveOwnPage } from './health/own-page.ts';
import { relaunch } from './health/relaunch.ts';
import { drawsInSoftware, giveUpGraphicsCard } from './health/software-drawing.ts';
import { claimLittleMemory, giveBackMemory } from './health/spare-memory.ts';
import { refuseDebugging } from './lockdown/debugging.ts';
import { createGuard } from './lockdown/guard.ts';
import { lockedPreferences } from './lockdown/lock.ts';
import { ownPolicy } from './lockdown/policy.ts';
import { countRefusals } from './lockdown/refusals.ts';
import { holdWindow } from './lockdown/window.ts';
import { openBridge } from './stage/bridge.ts';
import { registerKioskScheme, serveKioskScheme } from './stage/kiosk-scheme.ts';
import { claimVisitFolder } from './stage/visit-folder.ts';
import { openWindow } from './stage/window.ts';
import { FOLDER_PROBLEM, namesFolders, parseCommandLine, type CommandLine } from './terminal/command-line.ts';
import type { RestartReason } from '../contract/events.ts';
import type { Terminal } from './terminal/terminal.ts';
import { EXIT_USAGE } from './health/exit-codes.ts';

/** A page that does not even get its script in this time needs whoever mends it. */
const PAGE_PATIENCE_MS = 1_000;

/** Nor does the terminal wait longer than this for a page that does not ask for its first screen. */
const DRAWING_PATIENCE_MS = 5_000;

/** The work that the first screen does not wait for waits longer than drawing takes. */
const DRAWN_AFTER_MS = 150;

/** By then everything that starting needed is loaded. */
const STARTED_AFTER_MS = 3_000;

/** Profiles of earlier runs are put aside under such a name until there is time to delete their many files. */
const OLD_PROFILE = 'chromium.old-';

const deleteOldProfiles = (folder: string): void => {
  for (const name of readdirSync(folder).filter((name) => name.startsWith(OLD_PROFILE))) {
    // What cannot be deleted now is tried again at the next start.
    rm(path.join(folder, name), { recursive: true, force: true }).catch(() => undefined);
  }
};

/**
 * One folder for everything that lasts; Chromium's own profile, in it or elsewhere, is thrown away at every start.
 * @returns the folder that lasts, and the one that holds Chromium's profile
 */
const prepareFolders = (options: CommandLine): { readonly folder: string; readonly volatile: string } => {
  const folder = path.resolve(options.profile ?? path.join(app.getPath('appData'), 'stadtfenster'));
  const volatile = path.resolve(options.volatile ?? folder);
  const chromium = path.join(volatile, 'chromium');
  if (existsSync(chromium)) renameSync(chromium, path.join(mkdtempSync(path.join(volatile, OLD_PROFILE)), 'profile'));
  mkdirSync(chromium, { recursive: true, mode: 0o700 });
  app.setPath('userData', chromium);
  app.setPath('sessionData', chromium);
  app.setPath('crashDumps', path.join(chromium, 'crashes'));
  claimVisitFolder(chromium);
  return { folder, volatile };
};

claimLittleMemory();
refuseDebugging(inspectorAddress());

const start = (options: CommandLine): void => {
  const { folder, volatile } = prepareFolders(options);
  const dist = path.dirname(import.meta.dirname);

  endOnUncaughtFault();
  const isSoftware = drawsInSoftware(folder, process.versions.electron);
  if (isSoftware) app.disableHardwareAcceleration();
  // Tests that run as root pass --no-sandbox, with which no process can be forced into it; the city is told.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  registerKioskScheme();
  // Without a menu there are no shortcuts of it: no reload, no developer tools, no quit.
  Menu.setApplicationMenu(null);

  const refusals = countRefusals();
  const guard = createGuard(refusals.add);
  app.on('web-contents-created', (_event, contents) => guard.seePage(contents));
  app.on('window-all-closed', () => app.quit());

  void app.whenReady().then(async () => {
    // Our own scripts in compiled form; the profile, where this would lie, is thrown away.
    session.defaultSession.setCodeCachePath(path.join(folder, 'code-cache'));
    const scriptGiven = new Promise<void>((resolve) => {
      serveKioskScheme(session.defaultSession, path.join(dist, 'renderer'), resolve);
    });
    let terminal: Terminal | null = null;
    const policy = ownPolicy(() => terminal?.snapshot().screen);
    guard.admit(session.defaultSession, policy);
    app.on('session-created', guard.seeSession);
    const stageWindow = openWindow({
      windowed: options.windowed,
      preferences: { ...lockedPreferences(policy), preload: path.join(dist, 'preload', 'index.cjs') },
    });
    const held = options.windowed ? null : holdWindow(stageWindow.window, () => refusals.add('window'));
    const page = stageWindow.ui.webContents;
    const bridge = openBridge(page, () => refusals.add('bridge'));
    const tell = (code: 'renderer-gone' | 'gpu-gone'): void =>
      terminal?.record('stadtfenster.terminal.problem', { code });
    const restart = (reason: RestartReason): void => {
      if (terminal === null) relaunch();
      else void terminal.restart(reason);
    };
    reviveOwnPage(page, { gone: () => tell('renderer-gone'), broken: () => restart('page-broken') });
    let hasPage = false;
    watchGpu({
      gone: () => {
        tell('gpu-gone');
        // A page that never came is nothing to be drawn, and a new start would not bring it.
        if (!hasPage) return;
        void isDrawn(page).then((drawn) => {
          if (!drawn) restart('drawing-broken');
        });
      },
      broken: () => {
        // Where nothing is left to give up, Chromium goes on as long as it can.
        if (!isSoftware && giveUpGraphicsCard(folder, process.versions.electron)) restart('drawing-broken');
      },
    });

    // Loading more any sooner would hold up the page, whose files and process wait for this thread.
    await Promise.race([scriptGiven, after(PAGE_PATIENCE_MS)]);
    const { recallOrExplain, firstSnapshot } = await import('./recall.electron.ts');
    const recalled = recallOrExplain({ folder, city: options.city, enrol: options.enrol, ca: options.ca });
    if (recalled === null) return;

    // While the page starts and draws the first screen comes what a touch on it needs.
    const given = bridge.open(firstSnapshot(recalled)).then(() => {
      hasPage = true;
    });
    const curtain = import('./raise-curtain.electron.ts');
    const wellness = import('./health/keep-well.ts');
    // A page that cannot draw keeps neither the city from its terminal nor the staff from their menu.
    await Promise.race([given, after(DRAWING_PATIENCE_MS, undefined, { ref: false })]);
    const { raiseCurtain } = await curtain;
    const { keepWell } = await wellness;
    const raised = raiseCurtain(recalled, {
      stageWindow,
      bridge,
      guard,
      refusals,
      release: () => held?.release(),
    });
    terminal = raised;
    setTimeout(() => {
      raised.begin();
      deleteOldProfiles(volatile);
      const { isHealthy } = keepWell(raised, page, bridge);
      // The watchdog asks this process, by asking it at all, and the page, by its heartbeat.
      void import('./under-lock.electron.ts').then(({ standUnderLock }) =>
        standUnderLock(raised, folder, () => isHealthy() && !page.isDestroyed() && !page.isCrashed()),
      );
    }, DRAWN_AFTER_MS);
    setTimeout(giveBackMemory, STARTED_AFTER_MS);

    let isClosed = false;
    app.on('will-quit', (event) => {
      if (isClosed) return;
      // What was recorded must be on the disk before the process goes.
      event.preventDefault();
      void raised.close().finally(() => {
        isClosed = true;
        app.quit();
      });
    });
  });
};

const commandLine = parseCommandLine(process.argv.slice(app.isPackaged ? 1 : 2));
if (namesFolders(commandLine)) {
  start(commandLine);
} else {
  process.stderr.write(`${FOLDER_PROBLEM}\n`);
  app.exit(EXIT_USAGE);
}
