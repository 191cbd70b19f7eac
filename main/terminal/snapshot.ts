import type { DeviceProfile, DevicesInUse } from '../../contract/devices.ts';
import type { Display } from '../../contract/display.ts';
import type { HelpCalling, KnownRooms, Notice, Screen, Snapshot } from '../../contract/snapshot.ts';
import type { Locale } from '../../contract/locale.ts';
import type { Configuration } from './configuration.ts';
import type { Opening } from './opening-hours.ts';
import type { TerminalState } from './state.ts';

/** Below this a difference between two clocks is the network's delay and the granularity of `Date` headers. */
export const CLOCK_TOLERANCE_MS = 60_000;

/** How far the eyes are from a display that is mounted where it is read standing. */
const STANDING_CM = 60;

/** @returns 0 where the display is not described: its text has the size of every other one then */
const distancePerInch = ({ screen, viewingDistance = STANDING_CM }: DeviceProfile): number =>
  screen === undefined ? 0 : viewingDistance / screen;

export interface SnapshotParts {
  readonly configuration: Configuration;
  readonly rooms: KnownRooms;
  readonly screen: Screen;
  readonly locale: Locale;
  readonly display: Display;
  readonly volume: number | null;
  readonly devices: DevicesInUse;
  readonly idleDeadline: number | null;
  readonly help: HelpCalling;
  readonly notice: Notice | null;
  readonly visitKey: number;
  /** Milliseconds the city's clock is ahead of ours. */
  readonly clockOffset: number;
}

/** Puts together what the screens draw. */
export const snapshotOf = ({ configuration, clockOffset, ...parts }: SnapshotParts): Snapshot => ({
  city: configuration.city,
  site: configuration.site,
  languages: configuration.languages,
  timeZone: configuration.timeZone,
  codeOpensMore: configuration.rooms !== null && configuration.roomsByCode === 'all',
  texts: configuration.texts,
  audio: configuration.devices.audio ?? null,
  distancePerInch: distancePerInch(configuration.devices),
  clockOffset: Math.abs(clockOffset) < CLOCK_TOLERANCE_MS ? 0 : clockOffset,
  ...parts,
});

/**
 * What is shown while nobody is there.
 * @param opening null where the hours are not known, or not known yet
 */
export const waitingScreen = (lock: TerminalState['lock'], opening: Opening | null): Screen => {
  if (lock !== null) return { name: 'locked', message: lock.message };
  if (opening?.isOpen === false) return { name: 'closed', opensAt: opening.changesAt };
  return { name: 'attract' };
};
