import { withRunningCity } from '../admin/with-admin.ts';
import { renderHelpTable } from '../help/help-table.ts';
import { OperatorProblem } from '../operator-problem.ts';
import { type Command, DEFAULT_DATA_DIR, parseOptions, storePlace } from './command.ts';

const OPTIONS = {
  answer: { type: 'string' },
  data: { type: 'string', default: DEFAULT_DATA_DIR },
} as const;

/** Shows who waits for the staff, and answers. */
export const help: Command = {
  help: `npm run city -- help [--answer ID] [--data ${DEFAULT_DATA_DIR}]

Shows at which terminals somebody waits for the staff, the longest wait first.
Works while the city endpoint runs: calls last as long as somebody waits.

  --answer ID   tells the person at the terminal that somebody is coming
  --data DIR    folder of the store`,

  run: async (args, { env, print }) => {
    const { answer, data } = parseOptions(args, OPTIONS).values;
    const said = await withRunningCity(storePlace(data, env), async (admin) => {
      if (answer !== undefined) {
        const { terminal } = await admin.answerHelpCall({ id: answer });
        return `The person at ${terminal} reads now that somebody is coming.`;
      }
      const calls = await admin.listHelpCalls();
      return calls.length === 0 ? 'Nobody waits for help.' : renderHelpTable(calls);
    });
    if (said === null) throw new OperatorProblem('The city endpoint does not run, so nobody can call for help.');
    print(said);
  },
};
