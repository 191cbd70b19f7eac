import { contextBridge, ipcRenderer } from 'electron';
import { SERVICE_IPC, type ServiceBridge } from '../contract/service-bridge.ts';
import type { ServiceSnapshot } from '../contract/service.ts';

/** The only way between the service menu and the main process. The raw IPC event is never passed on. */
const bridge: ServiceBridge = {
  watch: (listener) => {
    ipcRenderer.on(SERVICE_IPC.snapshot, (_event: unknown, snapshot: ServiceSnapshot) => listener(snapshot));
    void ipcRenderer.invoke(SERVICE_IPC.ready).then(listener);
  },
  send: (intent) => ipcRenderer.send(SERVICE_IPC.intent, intent),
};

contextBridge.exposeInMainWorld('service', bridge);
