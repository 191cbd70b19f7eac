import { withAdmin } from '../admin/with-admin.ts';
import { OperatorProblem } from '../operator-problem.ts';
import { type Command, DEFAULT_DATA_DIR, parseOptions } from './command.ts';

const OPTIONS = {
  terminal: { type: 'string' },
  site: { type: 'string' },
  data: { type: 'string', default: DEFAULT_DATA_DIR },
} as const;

/** Moves a terminal to another site. */
export const move: Command = {
  help: `npm run city -- move --terminal NAME --site ID [--data ${DEFAULT_DATA_DIR}]

Moves a terminal to another site. It keeps its name and its place, and shows the new site within minutes.
Works while the city endpoint runs, and without it.

  --terminal NAME  see "terminals"
  --site ID        see "site list"
  --data DIR       folder of the store`,

  run: async (args, { print }) => {
    const { terminal, site, data } = parseOptions(args, OPTIONS).values;
    if (terminal === undefined || site === undefined) {
      throw new OperatorProblem('Name the terminal and the site: --terminal NAME --site ID.');
    }
    await withAdmin(data, (admin) => admin.moveTerminal({ terminal, site }));
    print(`${terminal} is at the site ${site} now.`);
  },
};
