import { withAdmin } from '../admin/with-admin.ts';
import { OperatorProblem } from '../operator-problem.ts';
import { type Command, DEFAULT_DATA_DIR, parseOptions } from './command.ts';

const OPTIONS = {
  room: { type: 'string' },
  moderator: { type: 'boolean', default: false },
  data: { type: 'string', default: DEFAULT_DATA_DIR },
} as const;

/** Prints a new code of a room and nothing else. */
export const code: Command = {
  help: `npm run city -- code --room ID [--moderator] [--data ${DEFAULT_DATA_DIR}]

Prints a new code with which people get into a closed room; an earlier code of this room stops working.
Works while the city endpoint runs, and without it. In a script: CODE=$(npm run --silent city -- code ...)

  --room ID      as in the file of the import
  --moderator    a code for moderators instead, of a closed or an open room: it starts the meeting and leads it
  --data DIR     folder of the store`,

  run: async (args, { print }) => {
    const { room, moderator, data } = parseOptions(args, OPTIONS).values;
    if (room === undefined) throw new OperatorProblem('Name the room: --room ID.');
    const role = moderator ? 'moderator' : 'attendee';
    print(await withAdmin(data, (admin) => admin.createAccessCode({ room, role })));
  },
};
