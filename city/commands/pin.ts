import { withAdmin } from '../admin/with-admin.ts';
import { serviceRoleSchema } from '../../contract/service-pin.ts';
import { OperatorProblem } from '../operator-problem.ts';
import { type Command, DEFAULT_DATA_DIR, parseOptions, storePlace } from './command.ts';

const OPTIONS = {
  role: { type: 'string' },
  stdin: { type: 'boolean', default: false },
  data: { type: 'string', default: DEFAULT_DATA_DIR },
} as const;

/** Prints the PIN that it has made and nothing else, or takes one and prints nothing. */
export const pin: Command = {
  help: `npm run city -- pin --role operator|librarian [--stdin] [--data ${DEFAULT_DATA_DIR}]

Prints a new random PIN for the service menu of the terminals; an earlier one of this role stops working.
Works while the city endpoint runs, and without it. In a script: PIN=$(npm run --silent city -- pin ...)

  --role ROLE   operator (may do everything) or librarian (may look, and restart the terminal)
  --stdin       takes a PIN of 6 to 12 digits from the first line of standard input instead
  --data DIR    folder of the store`,

  run: async (args, { env, print, firstLine }) => {
    const { role, stdin, data } = parseOptions(args, OPTIONS).values;
    const parsed = serviceRoleSchema.safeParse(role);
    if (!parsed.success) throw new OperatorProblem('Name the role: --role operator or --role librarian.');
    const given = stdin ? { pin: (await firstLine?.()) ?? '' } : {};
    const made = await withAdmin(storePlace(data, env), (admin) =>
      admin.createServicePin({ role: parsed.data, ...given }),
    );
    if (!stdin) print(made);
  },
};
