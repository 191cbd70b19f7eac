import { withAdmin } from '../admin/with-admin.ts';
import type { FleetTerminal } from '../fleet/terminals.ts';
import { type Command, DEFAULT_DATA_DIR, parseOptions, storePlace } from './command.ts';

const OPTIONS = {
  data: { type: 'string', default: DEFAULT_DATA_DIR },
} as const;

const STATE: Readonly<Record<FleetTerminal['state'], string>> = {
  enrolled: 'enrolled',
  revoked: 'REVOKED',
  cloned: 'CLONED: two machines use this identity; enrol the right one again',
};

const lineOf = ({ terminal, site, siteName, ring, state, enrolledAt }: FleetTerminal): string =>
  `${terminal.padEnd(24)} ${new Date(enrolledAt).toISOString()}  ${STATE[state]}  ${site} (${siteName})  ring ${ring}`;

/** Shows the terminals of the city, and how it stands with each. */
export const terminals: Command = {
  help: `npm run city -- terminals [--data ${DEFAULT_DATA_DIR}]

Shows the terminals of the city: name, when it was enrolled, whether it is in order, site, ring.
Works while the city endpoint runs, and without it.

  --data DIR   folder of the store`,

  run: async (args, { env, print }) => {
    const { data } = parseOptions(args, OPTIONS).values;
    const known = await withAdmin(storePlace(data, env), (admin) => admin.listTerminals());
    if (known.length === 0) print('No terminal has been enrolled yet; "enrolment-code" makes a code for one.');
    for (const terminal of known) print(lineOf(terminal));
  },
};
