import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** What a program would be called for that another one asks to open an address. */
const OPENERS = ['xdg-open', 'gio', 'gvfs-open'];

/** A program that is asked to open an address writes it down instead. */
const PROGRAM = '#!/bin/sh\necho "$1" >> "$(dirname "$0")/opened"\n';

/** A folder of programs that come before the system's own, and tell when they are started. */
export interface Openers {
  readonly environment: Readonly<Record<string, string>>;
  /** How many addresses have been handed to another program. */
  readonly opened: () => number;
  readonly remove: () => void;
}

export const standInOpeners = (): Openers => {
  const folder = mkdtempSync(path.join(tmpdir(), 'stadtfenster-openers-'));
  for (const name of OPENERS) {
    writeFileSync(path.join(folder, name), PROGRAM);
    chmodSync(path.join(folder, name), 0o755);
  }
  return {
    environment: {
      PATH: `${folder}:${process.env['PATH'] ?? ''}`,
      // Hands addresses to xdg-open, whatever desktop the tests run on.
      XDG_CURRENT_DESKTOP: '',
      DESKTOP_SESSION: '',
    },
    opened: () => {
      try {
        return readFileSync(path.join(folder, 'opened'), 'utf8').split('\n').length - 1;
      } catch {
        return 0;
      }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
};
