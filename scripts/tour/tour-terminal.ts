import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright';
import { startSoundServer } from '../../demo/sound-server.ts';
import { createVisitor, type Visitor } from '../../demo/visitor.ts';
import { openVirtualDisplay } from '../display.ts';
import { DRIVER_FLAGS } from '../driver-flags.ts';
import { findRuntime } from '../electron-runtime.mjs';
import type { Walk } from './part.ts';

/** Where the tour's terminal stands, and its name. */
export const PLACE = { site: 'bibliothek', terminal: 'bibliothek-1' } as const;

/** Moves on the screen take 200 ms; a picture shows where they end. */
const MOVED_MS = 600;

const root = path.resolve(import.meta.dirname, '..', '..');

/** A real terminal on a virtual screen, with loudspeakers and a microphone of its own. */
export interface TourTerminal {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly visitor: Visitor;
  /** Keeps a picture of the screen as it is now. */
  readonly picture: (name: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

/**
 * Starts a terminal.
 * @param machine what its file `configuration.json` says
 * @param args more options of its command line
 */
export const openTourTerminal = async (
  { format, locale, nextFile }: Walk,
  machine: object,
  args: readonly string[] = [],
): Promise<TourTerminal> => {
  const runtime = findRuntime();
  if (runtime === null) throw new Error('There is no Electron yet: run "npm run setup".');
  const display = await openVirtualDisplay(format);
  const profile = mkdtempSync(path.join(tmpdir(), 'stadtfenster-tour-'));
  writeFileSync(path.join(profile, 'configuration.json'), JSON.stringify(machine));
  const soundFolder = mkdtempSync(path.join(tmpdir(), 'stadtfenster-tour-sound-'));
  const sound = await startSoundServer(soundFolder);
  const environment: NodeJS.ProcessEnv = { ...process.env, ...display.environment, ...sound.environment };
  const app = await _electron.launch({
    executablePath: runtime.executable,
    args: [
      root,
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...DRIVER_FLAGS,
      '--profile',
      profile,
      // No camera and no microphone on a virtual screen.
      '--use-fake-device-for-media-stream',
      ...args,
    ],
    env: Object.fromEntries(
      Object.entries(environment).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
    ),
  });
  const page = await app.firstWindow();
  return {
    app,
    page,
    visitor: createVisitor(page, locale),
    picture: async (name) => {
      await new Promise((resolve) => setTimeout(resolve, MOVED_MS));
      spawnSync('scrot', ['--overwrite', nextFile(name)], { env: environment });
    },
    close: async () => {
      await app.close();
      await sound.stop();
      display.close();
      rmSync(soundFolder, { recursive: true, force: true });
      rmSync(profile, { recursive: true, force: true });
    },
  };
};
