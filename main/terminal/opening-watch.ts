import type { OpeningHours } from '../../contract/opening-hours.ts';
import type { RootVerb } from '../machine/ask-root.ts';
import type { Opening } from './opening-hours.ts';

export interface OpeningPorts {
  /** Those in force; null is always open. */
  readonly hours: () => OpeningHours | null;
  readonly timeZone: () => string;
  /** The city's time, milliseconds since 1970. */
  readonly now: () => number;
  /** Runs `work` after `milliseconds`; returns the way to call it off. */
  readonly after: (milliseconds: number, work: () => void) => () => void;
  readonly isVisited: () => boolean;
  /** Asks for the display to be switched. */
  readonly switchDisplay: (verb: Extract<RootVerb, 'display-on' | 'display-off'>) => void;
  /** The site has opened or closed. */
  readonly changed: () => void;
}

export interface OpeningWatch {
  /** null while nothing is known or nothing is to be known: then the terminal is open. */
  current(): Opening | null;
  /** Hours or clock have changed: looks again. */
  look(): void;
  /** Something was done at the terminal: looks again if somebody has come or gone by it. */
  visitChanged(): void;
  stop(): void;
}

/** A clock may be set at any time: what is far away is looked at again and again. */
const LOOK_EVERY_MS = 60_000;

/** Whoever leaves last, or comes to a closed door, can read when it opens. */
const DISPLAY_OFF_AFTER_MS = 120_000;

/**
 * Keeps an eye on the opening hours. While the site is closed nobody begins a visit; one that is under way goes on.
 * The display goes dark a while after closing, and is on again when the site opens.
 */
export const watchOpening = (ports: OpeningPorts): OpeningWatch => {
  let opening: Opening | null = null;
  let callOff: () => void = () => undefined;
  let darkAt: number | null = null;
  /** Null is not known: the process before this one may have left it dark. */
  let isDark: boolean | null = null;
  let isStopped = false;
  let wasVisited = ports.isVisited();

  const switchDisplay = (wish: 'display-on' | 'display-off'): void => {
    isDark = wish === 'display-off';
    ports.switchDisplay(wish);
  };

  const keepDisplay = (now: number): void => {
    if (opening?.isOpen !== false || ports.isVisited()) {
      darkAt = null;
      if (isDark ?? opening !== null) switchDisplay('display-on');
      return;
    }
    darkAt ??= now + DISPLAY_OFF_AFTER_MS;
    if (isDark !== true && now >= darkAt) switchDisplay('display-off');
  };

  const look = async (): Promise<void> => {
    callOff();
    wasVisited = ports.isVisited();
    const hours = ports.hours();
    // The calendar is loaded for those who have hours.
    const read = hours === null ? null : (await import('./opening-hours.ts')).openingAt;
    if (isStopped) return;
    const now = ports.now();
    const before = JSON.stringify(opening);
    opening = hours === null || read === null ? null : read(now, hours, ports.timeZone());
    keepDisplay(now);
    if (JSON.stringify(opening) !== before) ports.changed();
    if (hours === null) return;
    const next = Math.min(
      now + LOOK_EVERY_MS,
      opening?.changesAt ?? Infinity,
      isDark === true ? Infinity : (darkAt ?? Infinity),
    );
    callOff();
    callOff = ports.after(Math.max(0, next - now), () => void look());
  };

  return {
    current: () => opening,
    look: () => void look(),
    visitChanged: () => {
      if (ports.isVisited() !== wasVisited) void look();
    },
    stop: () => {
      isStopped = true;
      callOff();
    },
  };
};
