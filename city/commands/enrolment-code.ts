import { cityAddressSchema } from '../../contract/city-address.ts';
import { enrolmentLinkTo } from '../../contract/enrolment-code.ts';
import { withAdmin } from '../admin/with-admin.ts';
import { codeInWindow } from '../codes/code-picture.ts';
import { ENROLMENT_VALID_MAX_SECONDS } from '../fleet/enrolment-codes.ts';
import { OperatorProblem } from '../operator-problem.ts';
import { type Command, DEFAULT_DATA_DIR, parseOptions, storePlace } from './command.ts';
import { parseSpan } from './span.ts';

const OPTIONS = {
  site: { type: 'string' },
  terminal: { type: 'string' },
  valid: { type: 'string', default: '10d' },
  city: { type: 'string' },
  data: { type: 'string', default: DEFAULT_DATA_DIR },
} as const;

/** Prints a code that enrols one terminal; in a window its QR too, in a script nothing else. */
export const enrolmentCode: Command = {
  help: `npm run city -- enrolment-code --site ID [--terminal NAME] [--valid 10d] [--city URL] [--data ${DEFAULT_DATA_DIR}]

Prints a code with which one terminal is enrolled, once: typed at its first start, shown to its camera, or given with
--enrol CODE. Works while the city endpoint runs, and without it. In a window its QR is shown too.
In a script: CODE=$(npm run --silent city -- enrolment-code ...)

  --site ID        where the terminal stands, see "site list"
  --terminal NAME  its name, like bibliothek-1; the next free number of the site when absent. A terminal that has this
                   name loses its place to the new one
  --valid SPAN     for how long the code can be used: 30m, 12h, 10d, at most 365d
  --city URL       the address of this city endpoint, for the QR: then nobody has to type it at the terminal
  --data DIR       folder of the store`,

  run: async (args, { env, print, isRead }) => {
    const { site, terminal, valid, city, data } = parseOptions(args, OPTIONS).values;
    if (site === undefined) throw new OperatorProblem('Name the site: --site ID.');
    const address = cityAddressSchema.optional().safeParse(city);
    if (!address.success) throw new OperatorProblem('--city needs the https address of the city endpoint.');
    const validSeconds = parseSpan('--valid', valid, ENROLMENT_VALID_MAX_SECONDS);
    const request = { site, validSeconds, ...(terminal === undefined ? {} : { terminal }) };
    const created = await withAdmin(storePlace(data, env), (admin) => admin.createEnrolmentCode(request));
    print(created);
    if (isRead) print(codeInWindow(address.data === undefined ? created : enrolmentLinkTo(address.data, created)));
  },
};
