/**
 * The command for a program with as many open files as this user may have: each line to a terminal is one, and a shell
 * begins with a thousand. Node has no call for it.
 */
export const withManyFiles = (args: readonly string[]): { readonly program: string; readonly args: string[] } => ({
  program: '/bin/sh',
  args: ['-c', 'ulimit -n "$(ulimit -H -n)" && exec "$@"', 'sh', process.execPath, ...args],
});
