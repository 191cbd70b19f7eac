import type { Intent } from './ipc.ts';
import type { Snapshot } from './snapshot.ts';

/** Every IPC channel, its direction and what it carries; there are no others. */
export const IPC = {
  /** renderer -> main, one {@link Intent}. */
  intent: 'visit:intent',
  /** renderer -> main, staff asks for the service menu; carries nothing. */
  service: 'visit:service',
  /** renderer -> main, asks for the current {@link Snapshot} once its scripts run. */
  ready: 'visit:ready',
  /** main -> renderer, the new {@link Snapshot}. */
  snapshot: 'visit:snapshot',
  /** main -> renderer: does the page live? */
  alive: 'page:alive',
  /** renderer -> main: it does, and it draws what it is given. */
  answer: 'page:answer',
} as const;

/** The one bridge of the preload script: `window.terminal`. */
export interface TerminalBridge {
  /** Calls back with the current snapshot and then with each new one; returns the way to stop. */
  readonly watch: (listener: (snapshot: Snapshot) => void) => () => void;
  readonly send: (intent: Intent) => void;
  /** Opens the service menu, which lies over everything and asks for a PIN. */
  readonly openService: () => void;
}
