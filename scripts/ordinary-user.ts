import { spawnSync } from 'node:child_process';
import { chownSync } from 'node:fs';

export interface OrdinaryUser {
  readonly uid: number;
  readonly gid: number;
  /** Puts a command into the user's name. */
  readonly command: (program: string, args: readonly string[]) => { program: string; args: string[] };
  /** Gives a folder to the user; false if the user cannot get to it all the same. */
  readonly own: (folder: string) => boolean;
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
  const can = (how: '-r' | '-w', place: string): boolean => {
    const { program, args } = asUser(uid, gid, 'test', [how, place]);
    return spawnSync(program, args, { stdio: 'ignore' }).status === 0;
  };
  if (!mustRead.every((file) => can('-r', file))) return null;
  return {
    uid,
    gid,
    command: (program, args) => asUser(uid, gid, program, args),
    own: (folder) => {
      chownSync(folder, uid, gid);
      return can('-w', folder);
    },
  };
};

/** Whether the user (this process's own when null) can make user namespaces, which Chromium's sandbox stands on. */
export const hasUserNamespaces = (user: OrdinaryUser | null): boolean => {
  const plain = { program: 'unshare', args: ['--user', 'true'] };
  const { program, args } = user === null ? plain : user.command(plain.program, plain.args);
  const { status, error } = spawnSync(program, args, { stdio: 'ignore' });
  // Where there is no unshare (not Linux) Chromium has other means.
  return error !== undefined || status === 0;
};
