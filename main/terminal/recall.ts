import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { config } from 'zod';
import { NO_DEVICES } from '../../contract/devices.ts';
import { DEFAULT_DISPLAY } from '../../contract/display.ts';
import { FIRST_VISIT_KEY, type Snapshot } from '../../contract/snapshot.ts';
import { firstRooms } from '../link/room-list.ts';
import { layConfiguration, readMachineConfiguration, type Configuration } from './configuration.ts';
import { parseGivenIdentity } from './given-identity.ts';
import { identityOf, type Identity } from './identity.ts';
import { glanceAt } from './signed-payload.ts';
import { snapshotOf, waitingScreen } from './snapshot.ts';
import { FORGOTTEN, openState, type StateFile, type StateStore, type TerminalState } from './state.ts';

// Most schemas parse a handful of times: compiling each one first would cost more than it saves.
config({ jitless: true });

export interface TerminalOptions {
  /** Folder of everything that lasts. */
  readonly folder: string;
  /** As the command line says; what is absent was kept from an earlier start. */
  readonly city: string | undefined;
  readonly token: string | undefined;
}

/** What the terminal knows before it has asked anybody: enough for the first screen. */
export interface Recalled {
  readonly folder: string;
  readonly identity: Identity | null;
  readonly state: StateStore;
  /** The machine's own configuration, and whether its file could not be understood. */
  readonly machine: ReturnType<typeof readMachineConfiguration>['machine'];
  readonly malformed: boolean;
  /** Not verified yet: for the first picture. */
  readonly configuration: Configuration;
  /** The list of rooms as it was last known; null when there is none, or when no room could be entered. */
  readonly rooms: TerminalState['rooms'];
}

const readIfThere = (file: string): string | null => (existsSync(file) ? readFileSync(file, 'utf8') : null);

/** Another identity: what the city before has said, and its key, count no more. */
const remember = (state: StateStore, identity: NonNullable<TerminalState['identity']>): void => {
  const isAnother = JSON.stringify(identity) !== JSON.stringify(state.read().identity);
  state.write({ ...(isAnother ? FORGOTTEN : {}), identity });
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
  const identity = identityOf(given, state.read().identity);
  if (identity !== null) remember(state, { city: identity.city, token: identity.token });
  const configuration = layConfiguration(machine, glanceAt(state.read().signedConfiguration));
  // Rooms without terms would lead nowhere.
  const rooms = configuration.terms === null ? null : state.read().rooms;
  return { folder: options.folder, identity, state, machine, malformed, configuration, rooms };
};

/** The attract screen as it can be drawn from memory, before anything else of the terminal is loaded. */
export const firstSnapshot = ({ configuration, rooms, state }: Recalled): Snapshot =>
  snapshotOf({
    configuration,
    rooms: firstRooms(rooms),
    screen: waitingScreen(state.read().lock, null),
    locale: configuration.firstLocale,
    display: DEFAULT_DISPLAY,
    volume: null,
    devices: NO_DEVICES,
    idleDeadline: null,
    help: 'none',
    notice: null,
    visitKey: FIRST_VISIT_KEY,
    clockOffset: 0,
  });
