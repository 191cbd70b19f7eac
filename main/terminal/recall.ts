import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { config } from 'zod';
import { NO_DEVICES } from '../../contract/devices.ts';
import { DEFAULT_DISPLAY } from '../../contract/display.ts';
import { FIRST_VISIT_KEY, type Snapshot } from '../../contract/snapshot.ts';
import { firstRooms } from '../link/room-list.ts';
import { layConfiguration, readMachineConfiguration, type Configuration } from './configuration.ts';
import { firstStep } from './enrolment-desk.ts';
import { parseGivenIdentity, type GivenIdentity } from './given-identity.ts';
import type { Identity } from './identity.ts';
import { glanceAt } from './signed-payload.ts';
import { snapshotOf, waitingScreen } from './snapshot.ts';
import { openState, type StateFile, type StateStore, type TerminalState } from './state.ts';

// Most schemas parse a handful of times: compiling each one first would cost more than it saves.
config({ jitless: true });

export interface TerminalOptions {
  /** Folder of everything that lasts. */
  readonly folder: string;
  /** As the command line says; without them the terminal is who it was, or asks for them on its screen. */
  readonly city: string | undefined;
  readonly enrol: string | undefined;
  readonly ca: string | undefined;
}

/** What the terminal knows before it has asked anybody: enough for the first screen. */
export interface Recalled {
  readonly folder: string;
  /** What the command line says about the city to enrol at. */
  readonly given: GivenIdentity;
  /** Null when the terminal has none yet, or when the command line leads it to another city. */
  readonly identity: Pick<Identity, 'city' | 'terminal'> | null;
  readonly state: StateStore;
  /** The machine's own configuration, and whether its file could not be understood. */
  readonly machine: ReturnType<typeof readMachineConfiguration>['machine'];
  readonly malformed: boolean;
  /** PEM of the authority for the city's line; empty when it cannot be read, null when the system's ones count. */
  readonly authority: string | null;
  /** Not verified yet: for the first picture. */
  readonly configuration: Configuration;
  /** The list of rooms as it was last known; null when there is none, or when no room could be entered. */
  readonly rooms: TerminalState['rooms'];
}

const readIfThere = (file: string): string | null => (existsSync(file) ? readFileSync(file, 'utf8') : null);

/** A file that cannot be read trusts nobody: then the city is away, and says so, instead of being anybody. */
const authorityIn = (file: string | undefined): string | null => {
  if (file === undefined) return null;
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
};

/** A code for another city takes the terminal there; without one it stays where it is, whatever address is named. */
const identityIn = ({ city, code }: GivenIdentity, state: StateStore): Recalled['identity'] => {
  const { identity } = state.read();
  return code !== undefined && city?.href !== identity?.city ? null : identity;
};

/** What was kept of the city that the terminal is in. */
const keptOf = (
  machine: Recalled['machine'],
  identity: Recalled['identity'],
  state: StateStore,
): Pick<Recalled, 'configuration' | 'rooms'> => {
  const { signedConfiguration, rooms } = state.read();
  const configuration = layConfiguration(machine, identity === null ? null : glanceAt(signedConfiguration));
  // Rooms without terms would lead nowhere.
  return { configuration, rooms: configuration.terms === null ? null : rooms };
};

/**
 * Reads what was kept and what the command line says.
 * @throws UsageProblem when the command line names something that cannot be used
 */
export const recall = (options: TerminalOptions, stateFile: (folder: string) => StateFile): Recalled => {
  const given = parseGivenIdentity(options);
  const stateFolder = path.join(options.folder, 'state');
  mkdirSync(stateFolder, { recursive: true, mode: 0o700 });
  const state = openState(stateFile(stateFolder));
  const { machine, malformed } = readMachineConfiguration(() =>
    readIfThere(path.join(options.folder, 'configuration.json')),
  );
  const identity = identityIn(given, state);
  const authority = authorityIn(options.ca ?? machine.ca);
  const kept = keptOf(machine, identity, state);
  return { folder: options.folder, given, state, machine, malformed, identity, authority, ...kept };
};

/** The same after an enrolment, which has changed the state. */
export const recallAgain = (recalled: Recalled): Recalled => {
  const { machine, state } = recalled;
  const { identity } = state.read();
  return { ...recalled, identity, ...keptOf(machine, identity, state) };
};

/** The address that the staff may not change: of the city that the terminal is in, or from the command line. */
export const cityAllowed = ({ identity, given }: Pick<Recalled, 'identity' | 'given'>): string | null =>
  identity?.city ?? given.city?.href ?? null;

/** Where the terminal begins: waiting for a visitor, or for its place in a city. */
const firstScreen = (recalled: Recalled): Snapshot['screen'] => {
  const { identity, given, state } = recalled;
  const refusal = identity === null ? null : state.read().refusal;
  if (identity !== null && refusal === null) return waitingScreen(state.read().lock, null);
  const screen = firstStep(refusal, cityAllowed(recalled));
  return identity === null && given.code !== undefined ? { ...screen, step: 'unattended', checking: true } : screen;
};

/** The first screen as it can be drawn from memory, before anything else of the terminal is loaded. */
export const firstSnapshot = (recalled: Recalled): Snapshot =>
  snapshotOf({
    configuration: recalled.configuration,
    rooms: firstRooms(recalled.rooms),
    screen: firstScreen(recalled),
    locale: recalled.configuration.firstLocale,
    display: DEFAULT_DISPLAY,
    volume: null,
    devices: NO_DEVICES,
    idleDeadline: null,
    help: 'none',
    notice: null,
    visitKey: FIRST_VISIT_KEY,
    clockOffset: 0,
  });
