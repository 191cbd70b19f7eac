import { resolve } from 'node:path';
import { withAdmin } from '../admin/with-admin.ts';
import { OperatorProblem } from '../operator-problem.ts';
import { type Command, DEFAULT_DATA_DIR, parseOptions, storePlace } from './command.ts';

const OPTIONS = {
  to: { type: 'string' },
  yes: { type: 'boolean', default: false },
  data: { type: 'string', default: DEFAULT_DATA_DIR },
} as const;

/** Writes all that the city stores into a file. */
export const backup: Command = {
  help: `npm run city -- backup --to FILE [--yes] [--data ${DEFAULT_DATA_DIR}]

Writes all that the city stores into a file, as it is at this moment. Works while the city endpoint runs, and without
it; from a folder and from a database server (CITY_DATABASE_URL) alike, and each can be brought back into the other.
Keep the file as you keep keys: it holds the one that the city signs with.

  --to FILE    where to
  --yes        replaces a file that is there
  --data DIR   folder of the store`,

  run: async (args, { env, print }) => {
    const { to, yes, data } = parseOptions(args, OPTIONS).values;
    if (to === undefined) throw new OperatorProblem('Name the file: --to FILE.');
    const rows = await withAdmin(storePlace(data, env), (admin) => admin.backup({ file: resolve(to), overwrite: yes }));
    print(`${to} holds all ${rows} rows.`);
  },
};
