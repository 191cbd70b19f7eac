import { resolve } from 'node:path';
import { audit } from '../accounts/audit-log.ts';
import { withStore } from '../admin/with-admin.ts';
import { OperatorProblem } from '../operator-problem.ts';
import { restoreBackup } from '../store/backup.ts';
import { type Command, DEFAULT_DATA_DIR, parseOptions, storePlace } from './command.ts';

const OPTIONS = {
  from: { type: 'string' },
  yes: { type: 'boolean', default: false },
  data: { type: 'string', default: DEFAULT_DATA_DIR },
} as const;

/** Brings back what a backup holds. */
export const restore: Command = {
  help: `npm run city -- restore --from FILE [--yes] [--data ${DEFAULT_DATA_DIR}]

Replaces all that the city stores by what a backup holds: all of it or, when anything is wrong with it, nothing.
Stop the city endpoint first. Terminals go on with their tokens; what they reported since the backup is lost here.

  --from FILE  written by the command backup
  --yes        replaces what is there; without it only an empty store is filled
  --data DIR   folder of the store; with CITY_DATABASE_URL the database server`,

  run: async (args, { env, print }) => {
    const { from, yes, data } = parseOptions(args, OPTIONS).values;
    if (from === undefined) throw new OperatorProblem('Name the file: --from FILE.');
    const request = { file: resolve(from), overwrite: yes };
    const rows = await withStore(storePlace(data, env), async ({ db }) => {
      const restored = await restoreBackup(db, request, Date.now());
      await audit(db, { account: null, act: 'backup-restored' }, Date.now());
      return restored;
    });
    print(`The store holds the ${rows} rows of ${from} now.`);
  },
};
