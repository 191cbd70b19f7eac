import type { EventData } from '../../contract/events.ts';
import type { Heartbeat } from '../../contract/heartbeat.ts';
import type { Snapshot } from '../../contract/snapshot.ts';
import type { RefusalCount } from '../lockdown/refusals.ts';
import type { RootAnswer, RootVerb } from '../machine/ask-root.ts';
import type { AudioServer } from '../machine/audio-server.ts';
import type { VisitPorts } from '../visit/ports.ts';
import type { IdentityRefusal } from './identity.ts';

/** What the terminal needs from Electron, and nothing else of it. */
export interface TerminalParts {
  /** The network stack for the line to the city, made when it is needed. */
  readonly fetch: () => (request: Request) => Promise<Response>;
  /** The sound of this machine, opened when it is needed. */
  readonly audio: () => Promise<AudioServer>;
  readonly about: () => EventData<'stadtfenster.terminal.started'>;
  /** The displays of this machine. */
  readonly displays: () => Heartbeat['screens'];
  /** What the lock-down refused: numbers by rule. */
  readonly refusals: RefusalCount;
  readonly stage: Pick<VisitPorts, 'openMeeting' | 'pressKey' | 'wipeMeeting' | 'wipeScreens'>;
  /** The city refuses this terminal from now on, or, with null, takes it again. */
  readonly refused: (code: IdentityRefusal | null) => void;
  /** Ends this process for a new one. */
  readonly relaunch: () => void;
  /** Asks for what only root may do. */
  readonly root: (verb: RootVerb) => Promise<RootAnswer>;
  /** Another text each time that the machine itself has started. */
  readonly boot: () => string;
  /** A picture of our own page as JPEG; null when there is none. */
  readonly picture: () => Promise<Uint8Array | null>;
  /** Puts the views into the order for a screen, then gives the page what to draw. */
  readonly draw: (snapshot: Snapshot) => void;
}
