import { writeFile } from 'node:fs/promises';
import { orderIdSchema } from '../../contract/command.ts';
import { withAdmin } from '../admin/with-admin.ts';
import { OperatorProblem, systemErrorCode } from '../operator-problem.ts';
import { renderCommands } from '../orders/command-table.ts';
import { storeExists } from '../store/embedded-store.ts';
import { type Command, DEFAULT_DATA_DIR, parseOptions, parseWholeNumber, storePlace } from './command.ts';

const OPTIONS = {
  last: { type: 'string', default: '20' },
  id: { type: 'string' },
  terminal: { type: 'string' },
  save: { type: 'string' },
  json: { type: 'boolean', default: false },
  data: { type: 'string', default: DEFAULT_DATA_DIR },
} as const;

const LAST_MAX = 1000;

const save = async (file: string, body: string): Promise<void> => {
  try {
    await writeFile(file, Buffer.from(body, 'base64'), { mode: 0o600 });
  } catch (error) {
    throw new OperatorProblem(`${file} cannot be written (${systemErrorCode(error) ?? 'unknown reason'}).`);
  }
};

/** Shows what terminals were told to do, and what became of it. */
export const listCommands: Command = {
  help: `npm run city -- commands [--last 20] [--id ID [--terminal NAME --save FILE]] [--json] [--data ${DEFAULT_DATA_DIR}]

Shows the last commands, oldest first, each with its results. Works while the city endpoint runs, and without it.

  --last N      only the last N
  --id ID       only this one
  --save FILE   writes what the terminal --terminal has sent for it: lines of its log (JSON) or a picture (JPEG);
                kept for seven days
  --json        one command per line, with all of its terminals
  --data DIR    folder of the store`,

  run: async (args, { env, print }) => {
    const { last, id, terminal, save: file, json, data } = parseOptions(args, OPTIONS).values;
    const limit = parseWholeNumber('--last', last, 1, LAST_MAX);
    if (!orderIdSchema.optional().safeParse(id).success) {
      throw new OperatorProblem('--id is the long one with which a command is listed, see "commands".');
    }
    const place = storePlace(data, env);
    if ('folder' in place && !storeExists(data))
      throw new OperatorProblem(`There is no store in ${data}; say where with --data DIR.`);
    if (file !== undefined) {
      if (id === undefined || terminal === undefined) {
        throw new OperatorProblem('--save needs the command and the terminal: --id ID --terminal NAME.');
      }
      const { body } = await withAdmin(place, (admin) => admin.readAttachment({ id, terminal }));
      await save(file, body);
      return;
    }
    const reports = await withAdmin(place, (admin) => admin.listCommands({ id, limit }));
    if (json) for (const report of reports) print(JSON.stringify(report));
    else print(reports.length === 0 ? 'No terminal was told to do anything yet.' : renderCommands(reports));
  },
};
