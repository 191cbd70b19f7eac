import { createContext, use } from 'react';
import type { Snapshot } from '../contract/snapshot.ts';
import type { SendIntent } from './intents.ts';
import type { Texts } from './texts.ts';

export interface TerminalView {
  readonly snapshot: Snapshot;
  readonly send: SendIntent;
  /** The texts in the visitor's language. */
  readonly t: Texts;
  /** Opens the panel for text size, colours, motion and sounds. */
  readonly openDisplay: () => void;
  /** Opens the panel with help and the call for the staff. */
  readonly openHelp: () => void;
}

export const TerminalContext = createContext<TerminalView | null>(null);

/** What every screen draws from and speaks through. */
export const useTerminal = (): TerminalView => {
  const view = use(TerminalContext);
  if (view === null) throw new Error('A screen was drawn outside the terminal.');
  return view;
};
