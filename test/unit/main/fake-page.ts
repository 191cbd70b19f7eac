import { EventEmitter } from 'node:events';
import type { Session, WebContents } from 'electron';
import { z } from 'zod';

/** An event of Electron that can be prevented, with whatever else it carries. */
export interface FakeEvent {
  readonly preventDefault: () => void;
  readonly isPrevented: () => boolean;
}

export const fakeEvent = <T extends object>(carried: T): FakeEvent & T => {
  let isPrevented = false;
  return {
    ...carried,
    preventDefault: () => {
      isPrevented = true;
    },
    isPrevented: () => isPrevented,
  };
};

const isEmitter = (value: unknown): boolean => value instanceof EventEmitter;

/** The rules are given a page's events and nothing of Electron itself. */
export const asWebContents = (fake: EventEmitter): WebContents =>
  z.custom<WebContents>((value) => isEmitter(value)).parse(fake);

export const asSession = (fake: EventEmitter): Session => z.custom<Session>((value) => isEmitter(value)).parse(fake);
