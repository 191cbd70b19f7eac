import { existsSync, renameSync } from 'node:fs';
import path from 'node:path';
import Store from 'electron-store';
import type { StateFile } from './state.ts';

/**
 * The state as a file of electron-store in `folder`. electron-store throws on a malformed or 0-byte file
 * at the first access; its own cure (`clearInvalidConfig`) would throw the identity away.
 */
export const electronStateFile = (folder: string): StateFile => {
  const open = (name: string): Store =>
    // Access only for the terminal's own user: the device token is in it.
    new Store({ cwd: folder, name, configFileMode: 0o600 });
  return {
    load: () => open('state').store,
    save: (state) => {
      open('state').store = state;
    },
    setAside: () => {
      const file = path.join(folder, 'state.json');
      if (existsSync(file)) renameSync(file, path.join(folder, `state.malformed-${Date.now()}.json`));
    },
    loadBackup: () => open('state.backup').store,
    saveBackup: (state) => {
      open('state.backup').store = state;
    },
  };
};
