import { spawnSync } from 'node:child_process';
import { chownSync } from 'node:fs';

export interface OrdinaryUser {
  readonly uid: number;
  readonly gid: number;
  /** Puts a command into the user's name. */
  readonly command: (program: string, args: readonly string[]) => { program: string; args: string[] };
  /** Gives a folder to the user. */
  readonly own: (folder: string) => void;
}

const NOBODY = 65_534;

const userNumber = (text: string | undefined): number | null => {
  const number = Number(text);
  return Number.isInteger(number) && number > 0 ? number : null;
};

const asUser = (uid: number, gid: number, program: string, args: readonly string[]) => ({
  program: 'setpriv',
  args: [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', '--', program, ...args],
});

/**
 * The ordinary user in whose name root starts the terminal, so that Chromium's sandbox is on: whoever
 * called sudo, else `nobody`.
 * @param mustRead files the user has to be able to read
 * @returns null where it cannot be done (not root, no setpriv, or a file out of the user's reach)
 */
export const findOrdinaryUser = (mustRead: readonly string[], environment: NodeJS.ProcessEnv): OrdinaryUser | null => {
  if (process.getuid?.() !== 0) return null;
  const uid = userNumber(environment['SUDO_UID']) ?? NOBODY;
  const gid = userNumber(environment['SUDO_GID']) ?? NOBODY;
  const reachable = mustRead.every((file) => {
    const { program, args } = asUser(uid, gid, 'test', ['-r', file]);
    return spawnSync(program, args, { stdio: 'ignore' }).status === 0;
  });
  if (!reachable) return null;
  return {
    uid,
    gid,
    command: (program, args) => asUser(uid, gid, program, args),
    own: (folder) => chownSync(folder, uid, gid),
  };
};
