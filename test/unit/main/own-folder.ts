import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach } from 'vitest';

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A folder of the test's own; it is gone after the test. */
export const ownFolder = (): string => {
  const folder = mkdtempSync(path.join(tmpdir(), 'stadtfenster-'));
  folders.push(folder);
  return folder;
};
