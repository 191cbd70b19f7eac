import type { TerminalBridge } from '../contract/bridge.ts';

declare global {
  interface Window {
    /** Put there by the preload script; absent when the page is opened outside the terminal. */
    readonly terminal?: TerminalBridge;
  }
}
