import { withAdmin } from '../admin/with-admin.ts';
import { OperatorProblem } from '../operator-problem.ts';
import { type Command, DEFAULT_DATA_DIR, parseOptions, storePlace } from './command.ts';

const OPTIONS = {
  terminal: { type: 'string' },
  site: { type: 'string' },
  ring: { type: 'string' },
  data: { type: 'string', default: DEFAULT_DATA_DIR },
} as const;

/** Moves a terminal to another site or ring. */
export const move: Command = {
  help: `npm run city -- move --terminal NAME [--site ID] [--ring RING] [--data ${DEFAULT_DATA_DIR}]

Moves a terminal to another site or ring. It keeps its name and its place, and shows the new site within minutes.
Works while the city endpoint runs, and without it.

  --terminal NAME  see "terminals"
  --site ID        see "site list"
  --ring RING      terminals that get orders together, like erprobung; all begin in the ring standard
  --data DIR       folder of the store`,

  run: async (args, { env, print }) => {
    const { terminal, site, ring, data } = parseOptions(args, OPTIONS).values;
    if (terminal === undefined || (site === undefined && ring === undefined)) {
      throw new OperatorProblem('Name the terminal, and the site or the ring: --terminal NAME --site ID --ring RING.');
    }
    const place = { ...(site === undefined ? {} : { site }), ...(ring === undefined ? {} : { ring }) };
    await withAdmin(storePlace(data, env), (admin) => admin.moveTerminal({ terminal, ...place }));
    if (site !== undefined) print(`${terminal} is at the site ${site} now.`);
    if (ring !== undefined) print(`${terminal} is in the ring ${ring} now.`);
  },
};
