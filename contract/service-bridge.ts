import type { ServiceIntent, ServiceSnapshot } from './service.ts';

/** Every IPC channel of the service menu's page; it hears and is heard on no other. */
export const SERVICE_IPC = {
  /** renderer -> main, one {@link ServiceIntent}. */
  intent: 'service:intent',
  /** renderer -> main, asks for the current {@link ServiceSnapshot} once its scripts run. */
  ready: 'service:ready',
  /** main -> renderer, the new {@link ServiceSnapshot}. */
  snapshot: 'service:snapshot',
} as const;

/** The one bridge of that page's preload script: `window.service`. */
export interface ServiceBridge {
  /** Calls back with the current snapshot and then with each new one. */
  readonly watch: (listener: (snapshot: ServiceSnapshot) => void) => void;
  readonly send: (intent: ServiceIntent) => void;
}
