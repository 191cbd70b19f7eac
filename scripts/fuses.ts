import {
  flipFuses as flip,
  FuseState,
  FuseV1Options,
  FuseVersion,
  getCurrentFuseWire,
  type FuseV1Config,
} from '@electron/fuses';

/** Electron 36 is the first with this fuse; a binary without it cannot be given one. */
const HAS_TRAP_HANDLERS = 36;

/** How a terminal's binary is made. Reasons: Electron's fuses tutorial; the app runs from one archive alone. */
const KIOSK: Record<FuseV1Options, boolean> = {
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  // Also keeps NODE_EXTRA_CA_CERTS out.
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  // Also keeps SIGUSR1 from opening the inspector.
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  // Takes effect on Windows and macOS; on Linux the files belong to root.
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  // Our screens have a scheme of their own.
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  [FuseV1Options.WasmTrapHandlers]: true,
};

const configOf = (electron: string, inspectable: boolean): FuseV1Config => {
  const fuses: Record<FuseV1Options, boolean> = {
    ...KIOSK,
    [FuseV1Options.EnableNodeCliInspectArguments]: inspectable,
  };
  // A fuse that a newer Electron brings and nobody has decided on breaks the build.
  const config: FuseV1Config = { version: FuseVersion.V1, strictlyRequireAllFuses: true, ...fuses };
  if (Number(electron.split('.')[0]) < HAS_TRAP_HANDLERS)
    Reflect.deleteProperty(config, FuseV1Options.WasmTrapHandlers);
  return config;
};

/**
 * Sets every fuse of a binary.
 * @param electron its version
 */
export const flipFuses = async (executable: string, electron: string, { inspectable = false } = {}): Promise<void> => {
  await flip(executable, configOf(electron, inspectable));
};

/** The fuses of a binary that are not as they must be, by their numbers. */
export const wrongFuses = async (executable: string, electron: string): Promise<readonly string[]> => {
  const wanted = new Map(Object.entries(configOf(electron, false)));
  const wire = await getCurrentFuseWire(executable);
  const actual = Object.entries(wire).filter(([fuse]) => fuse !== 'version');
  const wrong = actual.filter(([fuse, state]) => (state === FuseState.ENABLE) !== wanted.get(fuse));
  return actual.length === 0 ? ['none found'] : wrong.map(([fuse]) => fuse);
};
