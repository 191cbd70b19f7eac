import { existsSync, renameSync } from 'node:fs';
import path from 'node:path';
import Store from 'electron-store';
import type { StateFile } from './state.ts';

/**
 * The state as a file of electron-store in `folder`. electron-store throws on a malformed or 0-byte file
 * at the first access; its own cure (`clearInvalidConfig`) would throw the identity away.
 */
export const electronStateFile = (folder: string): StateFile => {
  // Access only for the terminal's own user: the terminal's private key is in it.
  const place = { cwd: folder, configFileMode: 0o600 };
  const open = (): Store => new Store({ ...place, name: 'state' });
  // A backup that is malformed is none, and the next one takes its place.
  const openBackup = (): Store => new Store({ ...place, name: 'state.backup', clearInvalidConfig: true });
  return {
    load: () => open().store,
    save: (state) => {
      open().store = state;
    },
    setAside: () => {
      const file = path.join(folder, 'state.json');
      if (existsSync(file)) renameSync(file, path.join(folder, `state.malformed-${Date.now()}.json`));
    },
    loadBackup: () => openBackup().store,
    saveBackup: (state) => {
      openBackup().store = state;
    },
  };
};
