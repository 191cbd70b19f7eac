import { withAdmin } from '../admin/with-admin.ts';
import { OperatorProblem } from '../operator-problem.ts';
import { type Command, DEFAULT_DATA_DIR, parseOptions, storePlace } from './command.ts';

const OPTIONS = {
  terminal: { type: 'string' },
  data: { type: 'string', default: DEFAULT_DATA_DIR },
} as const;

/** Takes a terminal out of the city. */
export const revoke: Command = {
  help: `npm run city -- revoke --terminal NAME [--data ${DEFAULT_DATA_DIR}]

Takes a terminal out of the city, at once: it says on its screen that it is not enrolled. It can be enrolled again with
a new code (enrolment-code). Works while the city endpoint runs, and without it.

  --terminal NAME  see "terminals"
  --data DIR       folder of the store`,

  run: async (args, { env, print }) => {
    const { terminal, data } = parseOptions(args, OPTIONS).values;
    if (terminal === undefined) throw new OperatorProblem('Name the terminal: --terminal NAME.');
    await withAdmin(storePlace(data, env), (admin) => admin.revokeTerminal({ terminal }));
    print(`${terminal} is not a terminal of this city any more.`);
  },
};
