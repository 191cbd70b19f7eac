import { statSync } from 'node:fs';
import type { CDPSession, Page } from '@playwright/test';
import { processesOf, type TreeProcess } from '../bench/process-tree.ts';
import type { Terminal } from '../e2e/fixtures.ts';
import { filesBelow } from '../e2e/traces.ts';
import type { Reading } from './growth.ts';

const MEBIBYTE = 1024 * 1024;

/** Takes readings of one terminal, again and again. */
export interface Gauge {
  /** @param meeting the meeting's page as it is now */
  read(meeting: Page): Promise<readonly Reading[]>;
}

/** Has the main process collect what nobody needs. */
export const collectGarbage = (terminal: Terminal): Promise<void> =>
  terminal.app.evaluate(async () => {
    const name = 'collectGarbage';
    if (!Reflect.has(globalThis, name)) {
      process.getBuiltinModule('node:v8').setFlagsFromString('--expose-gc');
      Reflect.set(globalThis, name, process.getBuiltinModule('node:vm').runInNewContext('gc'));
    }
    const collect: unknown = Reflect.get(globalThis, name);
    // What a weak reference was asked for is kept until the turn is over.
    await new Promise((resolve) => setImmediate(resolve));
    // It comes from another context, whose functions are no instances of ours.
    if (typeof collect === 'function') Reflect.apply(collect, undefined, []);
    else throw new Error('Nothing collects.');
  });

/** The main process from inside: once it has collected what nobody needs. */
const readMain = async (terminal: Terminal) => {
  await collectGarbage(terminal);
  return terminal.app.evaluate(({ app, BaseWindow, ipcMain, session, webContents }) => {
    const pages = webContents.getAllWebContents();
    const speakers = [app, ipcMain, session.defaultSession, ...pages, ...BaseWindow.getAllWindows()];
    return {
      heap: process.memoryUsage().heapUsed,
      timers: process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length,
      listeners: speakers
        .flatMap((speaker) => speaker.eventNames().map((event) => speaker.listenerCount(event)))
        .reduce((sum, count) => sum + count, 0),
      processes: pages.map((page) => ({
        pid: page.getOSProcessId(),
        of: page.getURL().startsWith('kiosk:') ? 'screens' : 'meeting',
      })),
    };
  });
};

const ATTEMPTS = 3;

/** Asks again when the answer is lost: the inspector holds it only weakly, and here garbage is collected. */
export const insist = async <T>(ask: () => Promise<T>): Promise<T> => {
  for (let attempt = 1; attempt < ATTEMPTS; attempt += 1) {
    try {
      return await ask();
    } catch {
      continue;
    }
  }
  return ask();
};

const sumBy = (readings: readonly Reading[]): readonly Reading[] => {
  const sums = new Map<string, Reading>();
  for (const reading of readings) {
    const key = `${reading.measure} ${reading.of}`;
    sums.set(key, { ...reading, value: reading.value + (sums.get(key)?.value ?? 0) });
  }
  return [...sums.values()];
};

export const createGauge = (terminal: Terminal): Gauge => {
  const sessions = new Map<Page, CDPSession>();
  const sessionOf = async (page: Page): Promise<CDPSession> => {
    const known = sessions.get(page);
    if (known !== undefined) return known;
    const session = await terminal.app.context().newCDPSession(page);
    await session.send('Performance.enable');
    sessions.set(page, session);
    return session;
  };
  const readPage = async (page: Page, of: string): Promise<readonly Reading[]> => {
    const session = await sessionOf(page);
    await session.send('HeapProfiler.collectGarbage');
    const { metrics } = await session.send('Performance.getMetrics');
    const valueOf = (metric: string): number => metrics.find(({ name }) => name === metric)?.value ?? Number.NaN;
    return [
      { measure: 'heap', of, value: valueOf('JSHeapUsedSize') / MEBIBYTE },
      { measure: 'nodes', of, value: valueOf('Nodes') },
      { measure: 'listeners', of, value: valueOf('JSEventListeners') },
    ];
  };
  const diskUsed = (): number =>
    filesBelow(terminal.profile)
      // Files come and go while Electron runs.
      .map((file) => statSync(file, { throwIfNoEntry: false })?.size ?? 0)
      .reduce((sum, size) => sum + size, 0) / MEBIBYTE;

  return {
    read: async (meeting) => {
      const ours = await readPage(terminal.screens, 'screens');
      // What is written in the chat stays on the meeting's page and is no fault: only its heap is of interest.
      const theirs = (await readPage(meeting, 'meeting')).filter(({ measure }) => measure === 'heap');
      const main = await insist(() => readMain(terminal));
      const nameOf = ({ pid, kind }: TreeProcess): string =>
        main.processes.find((process) => process.pid === pid)?.of ?? kind;
      const processes = processesOf(terminal.pid).flatMap((process): readonly Reading[] => [
        { measure: 'memory', of: nameOf(process), value: process.privateMemory },
        { measure: 'files', of: nameOf(process), value: process.openFiles },
      ]);
      return [
        // Chromium has several of a kind: what is told of them is the sum.
        ...sumBy(processes),
        { measure: 'heap', of: 'main', value: main.heap / MEBIBYTE },
        { measure: 'timers', of: 'main', value: main.timers },
        { measure: 'listeners', of: 'main', value: main.listeners },
        ...ours,
        ...theirs,
        { measure: 'disk', of: 'profile', value: diskUsed() },
      ];
    },
  };
};
