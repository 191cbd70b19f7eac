import { writeFile } from 'node:fs/promises';
import { CODE_VALID_MAX_SECONDS } from '../../contract/dashboard-rooms.ts';
import { withAdmin } from '../admin/with-admin.ts';
import { codeForPrint, codeInWindow } from '../codes/code-picture.ts';
import { OperatorProblem } from '../operator-problem.ts';
import { type Command, DEFAULT_DATA_DIR, parseOptions, storePlace } from './command.ts';
import { parseSpan } from './span.ts';

const OPTIONS = {
  room: { type: 'string' },
  moderator: { type: 'boolean', default: false },
  valid: { type: 'string' },
  qr: { type: 'string' },
  data: { type: 'string', default: DEFAULT_DATA_DIR },
} as const;

const writePicture = async (file: string, code: string): Promise<void> => {
  try {
    // Whoever can read it can come in.
    await writeFile(file, codeForPrint(code), { mode: 0o600 });
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new OperatorProblem(`The code above is good, but ${file} cannot be written (${reason}).`);
  }
};

/** Prints a new code of a room; in a window its QR too, in a script nothing else. */
export const code: Command = {
  help: `npm run city -- code --room ID [--moderator] [--valid SPAN] [--qr FILE.svg] [--data ${DEFAULT_DATA_DIR}]

Prints a new code with which people get into a closed room; an earlier code of this room stops working.
Works while the city endpoint runs, and without it. In a window its QR is shown too, for the camera of a terminal.
In a script: CODE=$(npm run --silent city -- code ...)

  --room ID      as in the file of the import
  --moderator    a code for moderators instead, of a closed or an open room: it starts the meeting and leads it
  --valid SPAN   for how long the code can be used: 30m, 12h, 10d, at most 365d; as long as the room when absent
  --qr FILE.svg  writes the QR for an invitation, 4 cm wide
  --data DIR     folder of the store`,

  run: async (args, { env, print, isRead }) => {
    const { room, moderator, valid, qr, data } = parseOptions(args, OPTIONS).values;
    if (room === undefined) throw new OperatorProblem('Name the room: --room ID.');
    const role = moderator ? 'moderator' : 'attendee';
    const validSeconds = valid === undefined ? undefined : parseSpan('--valid', valid, CODE_VALID_MAX_SECONDS);
    const request = { room, role, ...(validSeconds === undefined ? {} : { validSeconds }) } as const;
    const created = await withAdmin(storePlace(data, env), (admin) => admin.createAccessCode(request));
    print(created);
    if (isRead) print(codeInWindow(created));
    if (qr !== undefined) await writePicture(qr, created);
  },
};
