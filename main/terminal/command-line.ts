import { parseArgs } from 'node:util';
import { z } from 'zod';
import { deviceTokenSchema } from '../../contract/city-api.ts';

const cityUrlSchema = z
  .url({ protocol: /^https?$/ })
  .transform((text) => new URL(text))
  // A device token must not travel in the clear: http only to this machine itself.
  .refine((url) => url.protocol === 'https:' || ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname));

const commandLineSchema = z.object({
  city: cityUrlSchema.optional(),
  token: deviceTokenSchema.optional(),
  profile: z.string().min(1).optional(),
  windowed: z.boolean().default(false),
});

export interface CommandLine {
  readonly city: URL | undefined;
  readonly token: string | undefined;
  /** Folder for everything that lasts; the system's own place when absent. */
  readonly profile: string | undefined;
  /** A normal window instead of the whole screen, for trying things on a desk. */
  readonly windowed: boolean;
}

const SENTENCES: Record<string, string> = {
  city: '--city needs an https address of the city endpoint (http only for 127.0.0.1).',
  token: '--token needs a device token as "npm run city -- token" prints it.',
  profile: '--profile needs a folder.',
  windowed: '--windowed takes no value.',
};

/**
 * Reads the terminal's own options and leaves Chromium's switches alone.
 * @param argv the arguments after the program and the app's folder
 * @returns the options, or the sentence that says what is wrong with them; it never repeats the token
 */
export const parseCommandLine = (
  argv: readonly string[],
): { ok: true; options: CommandLine } | { ok: false; sentence: string } => {
  const { values } = parseArgs({
    args: [...argv],
    strict: false,
    options: {
      city: { type: 'string' },
      token: { type: 'string' },
      profile: { type: 'string' },
      windowed: { type: 'boolean' },
    },
  });
  const parsed = commandLineSchema.safeParse(values);
  if (!parsed.success) {
    const option = String(parsed.error.issues[0]?.path[0] ?? '');
    return { ok: false, sentence: SENTENCES[option] ?? 'The options are not understood.' };
  }
  const { city, token, profile, windowed } = parsed.data;
  return { ok: true, options: { city, token, profile, windowed } };
};
