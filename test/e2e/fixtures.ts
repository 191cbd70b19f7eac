import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron, expect, test as base, type ElectronApplication, type Page } from '@playwright/test';
import type { MachineConfiguration } from '../../contract/configuration.ts';
import type { CityEvent, EventType } from '../../contract/events.ts';
import type { Locale } from '../../contract/locale.ts';
import type { City } from '../../city/server.ts';
import { startEmbeddedCity, type EmbeddedCity } from '../../demo/embedded-city.ts';
import { createVisitor, type Visitor } from '../../demo/visitor.ts';
import { openVirtualDisplay, type Display } from '../../scripts/display.ts';
import { DRIVER_FLAGS } from '../../scripts/driver-flags.ts';
import { findRuntime } from '../../scripts/electron-runtime.mjs';
import { enrolMachine, keepInProfile } from '../enrol-machine.ts';
import { openGate, type Gate } from './gate.ts';

const root = path.resolve(import.meta.dirname, '..', '..');

/** The room that the tests visit; it is in the demo's seed. */
export const ROOM = { id: 'energie-umwelt', de: 'AG Energie & Umwelt', en: 'Energy & Environment' } as const;

/** The site of the tests' terminals; it is in the demo's seed. */
export const SITE = 'bibliothek';

/** A terminal of a test: real Electron with a profile of its own. */
export interface Terminal {
  readonly app: ElectronApplication;
  readonly screens: Page;
  readonly profile: string;
  readonly pid: number;
  as(locale: Locale): Visitor;
  /** The page of the meeting, once it is there. */
  meeting(): Promise<Page>;
  close(): Promise<void>;
}

export interface LaunchOptions {
  readonly profile?: string;
  /** The city that the terminal belongs to; the tests' own, behind the gate, when absent. */
  readonly at?: City;
  /** An enrolment code for the command line; the terminal is enrolled before its first start when absent. */
  readonly enrol?: string;
  readonly machine?: MachineConfiguration;
  readonly args?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Folder of the app; the one that was built when absent. */
  readonly appFolder?: string;
  /** Whether the terminal has a place in the city when it starts; one that it has not is left without. */
  readonly isEnrolled?: boolean;
  /** Camera and microphone as the machine has them, not Chromium's invented ones. */
  readonly hasOwnDevices?: boolean;
}

interface WorkerFixtures {
  readonly display: Display;
  readonly embedded: EmbeddedCity;
}

interface TestFixtures {
  /** Name of the test's terminal; its events are found by it. */
  readonly terminalName: string;
  readonly gate: Gate;
  readonly profile: string;
  readonly launch: (options?: LaunchOptions) => Promise<Terminal>;
  readonly terminal: Terminal;
  /** The events of this test's terminal as the city has them, in the order they happened. */
  readonly events: () => Promise<readonly CityEvent[]>;
  readonly eventsOf: <T extends EventType>(type: T) => Promise<readonly Extract<CityEvent, { type: T }>[]>;
}

const isOfType = <T extends EventType>(event: CityEvent, type: T): event is Extract<CityEvent, { type: T }> =>
  event.type === type;

/** Lends a city with nothing in its store but the seed, and closes it. */
export const withCity = async (use: (embedded: EmbeddedCity) => Promise<void>): Promise<void> => {
  const embedded = await startEmbeddedCity({ dataDir: null });
  await use(embedded);
  await embedded.close();
};

export const test = base.extend<TestFixtures, WorkerFixtures>({
  display: [
    async ({}, use) => {
      const display = await openVirtualDisplay({ width: 1280, height: 800 });
      await use(display);
      display.close();
    },
    { scope: 'worker' },
  ],
  embedded: [async ({}, use) => withCity(use), { scope: 'worker' }],
  terminalName: async ({}, use) => use(`t-${randomUUID()}`),
  gate: async ({ embedded }, use) => {
    embedded.bbb.behave({});
    // What one test has said in a room is not for the next one.
    embedded.bbb.restart();
    const gate = await openGate(embedded.city.url);
    await use(gate);
    await gate.close();
    embedded.bbb.behave({});
  },
  profile: async ({}, use) => {
    const profile = mkdtempSync(path.join(tmpdir(), 'stadtfenster-e2e-'));
    await use(profile);
    rmSync(profile, { recursive: true, force: true });
  },
  launch: async ({ display, embedded, gate, terminalName, profile }, use) => {
    const runtime = findRuntime();
    if (runtime === null) throw new Error('There is no Electron yet: run "npm run setup".');
    const running: Terminal[] = [];
    await use(async (options = {}) => {
      const folder = options.profile ?? profile;
      if (options.machine !== undefined) {
        writeFileSync(path.join(folder, 'configuration.json'), JSON.stringify(options.machine));
      }
      const address = options.at?.url ?? gate.url;
      const isNew = !existsSync(path.join(folder, 'state', 'state.json'));
      if (isNew && options.isEnrolled !== false && options.enrol === undefined) {
        const place = { site: SITE, terminal: terminalName };
        keepInProfile(folder, await enrolMachine(options.at ?? embedded.city, place, address));
      }
      const app = await _electron.launch({
        executablePath: runtime.executable,
        // As root Chromium's sandbox refuses to start; the product itself never passes this.
        args: [
          options.appFolder ?? root,
          ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
          ...DRIVER_FLAGS,
          ...(options.hasOwnDevices === true ? [] : ['--use-fake-device-for-media-stream']),
          ...(options.enrol === undefined ? [] : ['--city', address, '--enrol', options.enrol]),
          '--profile',
          folder,
          ...(options.args ?? []),
        ],
        chromiumSandbox: process.getuid?.() !== 0,
        env: { ...definedOnly(process.env), ...definedOnly(display.environment), ...options.environment },
      });
      const screens = await app.firstWindow();
      screens.setDefaultTimeout(15_000);
      const terminal: Terminal = {
        app,
        screens,
        profile: folder,
        pid: app.process().pid ?? 0,
        as: (locale) => createVisitor(screens, locale),
        meeting: () => pageOf(app, '/html5client/'),
        close: () => app.close(),
      };
      running.push(terminal);
      return terminal;
    });
    for (const terminal of running) await terminal.close().catch(() => undefined);
  },
  terminal: async ({ launch }, use) => use(await launch()),
  events: async ({ embedded, terminalName }, use) =>
    use(async () => {
      // All of them: one worker's city hears of hundreds of visits.
      const stored = await embedded.city.events.list({ limit: 100_000 });
      return stored
        .map(({ event }) => event)
        .filter(({ source }) => source === `/terminals/${terminalName}`)
        .sort((one, other) => one.sequence - other.sequence);
    }),
  eventsOf: async ({ events }, use) => use(async (type) => (await events()).filter((event) => isOfType(event, type))),
});

export const definedOnly = (environment: NodeJS.ProcessEnv): Record<string, string> =>
  Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );

/** A view begins empty: the page counts once it has the address. */
const pageOf = async (app: ElectronApplication, part: string): Promise<Page> => {
  const find = (): Page | undefined => app.windows().find((page) => page.url().includes(part));
  await expect.poll(find, { timeout: 30_000 }).toBeDefined();
  const page = find();
  if (page === undefined) throw new Error(`There is no page with ${part}.`);
  return page;
};

export { expect } from '@playwright/test';
