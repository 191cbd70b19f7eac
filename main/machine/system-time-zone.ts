import type { RootHelper } from './ask-root.ts';

export interface SystemTimeZoneParts {
  /** The city's, as its configuration says. */
  readonly wanted: () => string;
  /** The machine's. */
  readonly present: () => string;
  readonly root: Pick<RootHelper, 'setTimeZone'>;
  readonly every: (milliseconds: number, work: () => void) => void;
}

const LOOK_EVERY_MS = 60 * 60 * 1_000;

/**
 * Keeps the machine's own clock in the city's time zone: what the system does at night (updates, restarts) goes by it.
 * Our screens do not; they know the city's zone themselves.
 */
export const keepSystemTimeZone = ({ wanted, present, root, every }: SystemTimeZoneParts): void => {
  const look = (): void => {
    if (wanted() !== present()) void root.setTimeZone(wanted());
  };
  look();
  every(LOOK_EVERY_MS, look);
};
