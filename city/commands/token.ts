import { withAdmin } from '../admin/with-admin.ts';
import { OperatorProblem } from '../operator-problem.ts';
import { type Command, DEFAULT_DATA_DIR, parseOptions, storePlace } from './command.ts';

const OPTIONS = {
  terminal: { type: 'string' },
  site: { type: 'string' },
  data: { type: 'string', default: DEFAULT_DATA_DIR },
} as const;

/** Prints a new device token and nothing else. */
export const token: Command = {
  help: `npm run city -- token --terminal NAME [--site SITE] [--data ${DEFAULT_DATA_DIR}]

Prints a new device token for a terminal; an earlier token of this terminal stops working.
Works while the city endpoint runs, and without it. In a script: TOKEN=$(npm run --silent city -- token ...)

  --terminal NAME   small letters, digits and hyphens, like bibliothek-1
  --site SITE       where the terminal stands, like "Bibliothek am Markt"
  --data DIR        folder of the store`,

  run: async (args, { env, print }) => {
    const { terminal, site, data } = parseOptions(args, OPTIONS).values;
    if (terminal === undefined) throw new OperatorProblem('Name the terminal: --terminal NAME.');
    print(await withAdmin(storePlace(data, env), (admin) => admin.createDeviceToken({ terminal, site })));
  },
};
