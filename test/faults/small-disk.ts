import { spawnSync } from 'node:child_process';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';

const BLOCK = 4_096;
const MIBIBYTE = 1_048_576;

/** A disk of its own that can be full without anybody else noticing. */
export interface SmallDisk {
  /** Leaves no byte on it. */
  fill(): void;
  makeRoom(): void;
  unmount(): void;
}

/**
 * Mounts a file system of a few MiB in memory over an empty folder.
 * @returns null where that is not allowed; `unshare --user --map-root-user --mount` allows it to anybody
 */
export const mountSmallDisk = (folder: string): SmallDisk | null => {
  const mount = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=32m', 'stadtfenster-faults', folder]);
  if (mount.status !== 0) return null;
  const ballast = path.join(folder, 'ballast');
  return {
    fill: () => {
      const descriptor = openSync(ballast, 'w');
      for (const size of [MIBIBYTE, BLOCK]) {
        const block = Buffer.alloc(size);
        try {
          for (;;) writeSync(descriptor, block);
        } catch {
          // Full, for a block of this size.
        }
      }
      closeSync(descriptor);
    },
    makeRoom: () => rmSync(ballast, { force: true }),
    unmount: () => void spawnSync('umount', ['--lazy', folder]),
  };
};
