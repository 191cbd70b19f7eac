import { ownMemoryOf, processesOf } from '../bench/process-tree.ts';
import type { Terminal } from '../e2e/fixtures.ts';
import { collectGarbage, insist } from './readings.ts';

const MEBIBYTE = 1024 * 1024;

/** What a terminal at rest holds. */
export interface Inventory {
  readonly sessions: number;
  readonly pages: number;
  readonly views: number;
  readonly processes: number;
  readonly listeners: number;
  readonly timers: number;
  readonly files: number;
  /** Of our page: its heap in MiB, nodes, and listeners. */
  readonly heap: number;
  readonly nodes: number;
  readonly pageListeners: number;
  /** Proportional set size of the tree without what comes from files, in MiB. */
  readonly memory: number;
}

/** Sessions are never freed by Electron and cannot be listed: they are counted as they are made, from now on. */
export const countSessions = (terminal: Terminal): Promise<void> =>
  insist(() =>
    terminal.app.evaluate(({ app }) => {
      if (Reflect.has(globalThis, 'sessionsMade')) return;
      let sessions = 0;
      Reflect.set(globalThis, 'sessionsMade', sessions);
      app.on('session-created', () => {
        sessions += 1;
        Reflect.set(globalThis, 'sessionsMade', sessions);
      });
    }),
  );

/** Our page from inside, once it has collected what nobody needs. */
const readPage = async (terminal: Terminal) => {
  const session = await terminal.app.context().newCDPSession(terminal.screens);
  await session.send('Performance.enable');
  await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  await session.detach();
  const valueOf = (metric: string): number => metrics.find(({ name }) => name === metric)?.value ?? Number.NaN;
  return {
    heap: valueOf('JSHeapUsedSize') / MEBIBYTE,
    nodes: valueOf('Nodes'),
    pageListeners: valueOf('JSEventListeners'),
  };
};

export const takeInventory = async (terminal: Terminal): Promise<Inventory> => {
  await insist(() => collectGarbage(terminal));
  const page = await readPage(terminal);
  const main = await insist(() =>
    terminal.app.evaluate(({ app, BaseWindow, ipcMain, screen, session, webContents }) => {
      const pages = webContents.getAllWebContents();
      const windows = BaseWindow.getAllWindows();
      const speakers = [
        ...[process, app, ipcMain, screen, session.defaultSession, session.fromPartition('meeting')],
        ...[...pages, ...windows],
      ];
      return {
        sessions: Number(Reflect.get(globalThis, 'sessionsMade')),
        pages: pages.length,
        views: windows.reduce((sum, window) => sum + window.contentView.children.length, 0),
        timers: process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length,
        listeners: speakers
          .flatMap((speaker) => speaker.eventNames().map((event) => speaker.listenerCount(String(event))))
          .reduce((sum, count) => sum + count, 0),
      };
    }),
  );
  const processes = processesOf(terminal.pid);
  return {
    ...main,
    ...page,
    processes: processes.length,
    files: processes.reduce((sum, { openFiles }) => sum + openFiles, 0),
    memory: ownMemoryOf(terminal.pid),
  };
};
