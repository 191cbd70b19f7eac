import { contextBridge, ipcRenderer, webFrame } from 'electron';
import { IPC, type TerminalBridge } from '../contract/bridge.ts';
import type { Snapshot } from '../contract/snapshot.ts';

/** A page that nobody draws on is as good as dead. */
let watchers = 0;

ipcRenderer.on(IPC.alive, () => {
  if (watchers > 0) ipcRenderer.send(IPC.answer);
});

/** The only way between our screens and the main process. The raw IPC event is never passed on. */
const bridge: TerminalBridge = {
  watch: (listener) => {
    let watching = true;
    watchers += 1;
    const onSnapshot = (_event: unknown, snapshot: Snapshot): void => listener(snapshot);
    ipcRenderer.on(IPC.snapshot, onSnapshot);
    void ipcRenderer.invoke(IPC.ready).then((snapshot: Snapshot) => {
      if (watching) listener(snapshot);
    });
    return () => {
      watching = false;
      watchers -= 1;
      ipcRenderer.off(IPC.snapshot, onSnapshot);
    };
  },
  send: (intent) => ipcRenderer.send(IPC.intent, intent),
  openService: () => ipcRenderer.send(IPC.service),
};

contextBridge.exposeInMainWorld('terminal', bridge);

/** By then the later screens are loaded too. */
const LOADED_AFTER_MS = 3_000;

// What the page was made from is kept by Chromium beside what it has become (3 MiB); a terminal's page is made once.
setTimeout(() => webFrame.clearCache(), LOADED_AFTER_MS);
