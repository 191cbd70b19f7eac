import { parseArgs } from 'node:util';

/** The terminal's own options as they were given; what they mean is judged in given-identity.ts. */
export interface CommandLine {
  readonly city: string | undefined;
  /** An enrolment code. */
  readonly enrol: string | undefined;
  /** File with the authority of the city's certificates. */
  readonly ca: string | undefined;
  /** Folder for everything that lasts; the system's own place when absent. */
  readonly profile: string | undefined;
  /** Folder for what does not last (Chromium's profile), on a file system in memory; inside `profile` when absent. */
  readonly volatile: string | undefined;
  /** A normal window instead of the whole screen, for trying things on a desk. */
  readonly windowed: boolean;
}

const textOf = (value: unknown): string | undefined => {
  if (value === undefined) return undefined;
  // An option without its value comes as `true`: an empty text is refused later, like any other wrong one.
  return typeof value === 'string' ? value : '';
};

/** The sentence for a folder that is not one: without a value the next option would be taken for it. */
export const FOLDER_PROBLEM = '--profile and --volatile need a folder.';

const isFolder = (given: string | undefined): boolean =>
  given === undefined || (given !== '' && !given.startsWith('--'));

/** Whether folders were named where `--profile` and `--volatile` were given at all. */
export const namesFolders = ({ profile, volatile }: CommandLine): boolean => isFolder(profile) && isFolder(volatile);

/**
 * Reads the terminal's own options and leaves Chromium's switches alone.
 * @param argv the arguments after the program and the app's folder
 */
export const parseCommandLine = (argv: readonly string[]): CommandLine => {
  const { values } = parseArgs({
    args: [...argv],
    strict: false,
    options: {
      city: { type: 'string' },
      enrol: { type: 'string' },
      ca: { type: 'string' },
      profile: { type: 'string' },
      volatile: { type: 'string' },
      windowed: { type: 'boolean' },
    },
  });
  return {
    city: textOf(values['city']),
    enrol: textOf(values['enrol']),
    ca: textOf(values['ca']),
    profile: textOf(values['profile']),
    volatile: textOf(values['volatile']),
    windowed: values['windowed'] === true,
  };
};

/** The same arguments without the city and the code: who has left a city must not come back to it by itself. */
export const withoutIdentity = (argv: readonly string[]): readonly string[] =>
  argv.filter((argument, index) => {
    const isOption = (text: string): boolean => /^--(?:city|enrol)(?:=|$)/.test(text);
    const before = argv[index - 1] ?? '';
    return !isOption(argument) && !(isOption(before) && !before.includes('='));
  });
