import type { Session, WebContents, WebPreferences } from 'electron';
import type { LockdownRule } from '../../contract/refusals.ts';

/** What a page asks for, as far as a decision needs it. */
export interface PermissionQuestion {
  readonly permission: string;
  /** Origin of the frame that asks. */
  readonly origin: string;
  /** `audio`, `video` or `unknown`; empty for a screen capture in disguise. */
  readonly mediaTypes: readonly string[];
}

/** What a page wants from the network. */
export interface NetworkRequest {
  readonly url: string;
  /** Names in lower case; absent before headers are known. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface DebuggerCommand {
  readonly method: string;
  readonly parameters: object;
}

/** A script or a setting for the page's own world, before any script of the page runs in a document. */
export interface InPage {
  readonly script?: string;
  readonly commands?: readonly DebuggerCommand[];
  /** The debugger's event that shows that something was refused. */
  readonly refusedAt?: string;
  /** What is answered to an event of the debugger; null when it is not this rule's. */
  readonly answer?: (method: string, parameters: unknown) => DebuggerCommand | null;
}

/** Tells that this rule refused something, once for each time. */
export type Refused = () => void;

/**
 * One rule of the lock-down. What Electron lets only one listener do (permissions, network requests, the
 * debugger) a rule describes and lock.ts carries out; the rest it does itself.
 */
export interface Rule {
  readonly name: LockdownRule;
  /** Permissions that are this rule's to decide. */
  readonly permissions?: readonly string[];
  /** It decides every permission that no other rule names. */
  readonly decidesOthers?: true;
  /** What of its permissions is granted; nothing when absent. */
  readonly grants?: (question: PermissionQuestion) => boolean;
  readonly refusesRequest?: (request: NetworkRequest) => boolean;
  readonly refusesHeaders?: (request: NetworkRequest) => boolean;
  /** What it does inside a page; asked for once the page has been opened for something. */
  readonly inPage?: (contents: WebContents) => InPage;
  readonly lockSession?: (session: Session, refused: Refused) => void;
  readonly lockPage?: (contents: WebContents, refused: Refused) => void;
  /** How a view is made that this rule holds for. */
  readonly preferences?: WebPreferences;
}

export type Policy = readonly Rule[];
