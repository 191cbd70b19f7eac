import { mkdirSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';

/**
 * The one folder for whatever Chromium or a program that we start puts down for a moment, and for downloads, none of
 * which is ever let through. Without it such files would lie among those of the whole machine, where nobody could tell
 * whose they are. It is part of the profile that is thrown away at every start.
 */
let folder: string | null = null;

/** Makes the folder inside `profile`, and the place for temporary files of this process and all that it starts. */
export const claimVisitFolder = (profile: string): void => {
  folder = path.join(profile, 'visit');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // Chromium and Node ask for it each time they need a place.
  process.env['TMPDIR'] = folder;
};

export const visitFolder = (): string => {
  if (folder === null) throw new Error('There is no folder for visits yet.');
  return folder;
};

/** @returns whether nothing is left in it, as read back */
export const emptyVisitFolder = async (): Promise<boolean> => {
  const place = visitFolder();
  for (const name of await readdir(place)) await rm(path.join(place, name), { recursive: true, force: true });
  return (await readdir(place)).length === 0;
};
