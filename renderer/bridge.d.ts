import type { TerminalBridge } from '../contract/bridge.ts';
import type { ServiceBridge } from '../contract/service-bridge.ts';

declare global {
  interface Window {
    /** Put there by the preload script; absent when the page is opened outside the terminal. */
    readonly terminal?: TerminalBridge;
    /** The same on the page of the service menu. */
    readonly service?: ServiceBridge;
  }
}
