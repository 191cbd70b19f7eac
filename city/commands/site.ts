import { withAdmin } from '../admin/with-admin.ts';
import { OperatorProblem } from '../operator-problem.ts';
import { type Command, DEFAULT_DATA_DIR, parseOptions, storePlace } from './command.ts';

const OPTIONS = {
  name: { type: 'string' },
  id: { type: 'string' },
  data: { type: 'string', default: DEFAULT_DATA_DIR },
} as const;

/** Adds sites, and shows them. */
export const site: Command = {
  help: `npm run city -- site add --name "NAME" [--id ID] [--data ${DEFAULT_DATA_DIR}]
npm run city -- site list [--data ${DEFAULT_DATA_DIR}]

Adds a place with terminals, or gives it another name; shows the ones that there are.
Works while the city endpoint runs, and without it.

  --name "NAME"  as the terminals show it, like "Bibliothek am Markt"
  --id ID        small letters, digits and hyphens, like bibliothek; made from the name when absent
  --data DIR     folder of the store`,

  run: async (args, { env, print }) => {
    const { values, positionals } = parseOptions(args, OPTIONS, true);
    const { name, id, data } = values;
    const [word, ...more] = positionals;
    if (more.length > 0 || (word !== 'add' && word !== 'list')) {
      throw new OperatorProblem('Say what is to be done: site add --name "NAME", or site list.');
    }
    if (word === 'list') {
      for (const known of await withAdmin(storePlace(data, env), (admin) => admin.listSites()))
        print(`${known.id}  ${known.name}`);
      return;
    }
    if (name === undefined) throw new OperatorProblem('Name the site: --name "NAME".');
    const added = await withAdmin(storePlace(data, env), (admin) =>
      admin.addSite({ name, ...(id === undefined ? {} : { id }) }),
    );
    print(added.id);
  },
};
