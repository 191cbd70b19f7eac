import { accountRoleSchema, DASHBOARD_PATHS } from '../../contract/dashboard.ts';
import { withAdmin } from '../admin/with-admin.ts';
import { OperatorProblem } from '../operator-problem.ts';
import { type Command, DEFAULT_DATA_DIR, parseOptions, storePlace } from './command.ts';

const OPTIONS = {
  name: { type: 'string' },
  role: { type: 'string' },
  stdin: { type: 'boolean', default: false },
  url: { type: 'string', default: 'http://127.0.0.1:8080/' },
  data: { type: 'string', default: DEFAULT_DATA_DIR },
} as const;

/** The link up to its token. */
const linkAt = (url: string): string => {
  if (!URL.canParse(url)) throw new OperatorProblem('--url is the address of the city endpoint, as browsers reach it.');
  // What stands behind # stays in the browser: it reaches no log on the way.
  return new URL(`${DASHBOARD_PATHS.pages}/#/first/`, url).href;
};

const nameFrom = (name: string | undefined): string => {
  if (name === undefined) throw new OperatorProblem('Name the account: --name NAME.');
  return name;
};

/** Accounts of the dashboard. */
export const account: Command = {
  help: `npm run city -- account first-link [--url URL] [--data ${DEFAULT_DATA_DIR}]
npm run city -- account add --name NAME --role operator|librarian|reader [--stdin]
npm run city -- account list
npm run city -- account remove --name NAME

Who may sign in at the dashboard. Works while the city endpoint runs, and without it.

  first-link    prints a link with which an administrator makes their own account; valid for a day and once
  add           prints the password that it has made; whoever gets it changes it at the dashboard
  list          name, role and since when
  remove        whoever is signed in with it is so no more

  --name NAME   small letters, digits, dots and hyphens, like anna.schmidt
  --role ROLE   operator (sees all, the audit log too), librarian, or reader (no words of a feedback)
  --stdin       takes the password from the first line of standard input instead, and prints nothing
  --url URL     address of the city endpoint, as browsers reach it
  --data DIR    folder of the store`,

  run: async (args, { env, print, firstLine }) => {
    const { values, positionals } = parseOptions(args, OPTIONS, true);
    const { name, role, stdin, url, data } = values;
    const place = storePlace(data, env);
    const [act = '', ...more] = positionals;
    if (more.length > 0) throw new OperatorProblem('There is one act at a time: first-link, add, list or remove.');
    switch (act) {
      case 'first-link': {
        const link = linkAt(url);
        print(link + (await withAdmin(place, ({ accounts }) => accounts.createFirstLink())));
        return;
      }
      case 'add': {
        const parsed = accountRoleSchema.safeParse(role);
        if (!parsed.success) throw new OperatorProblem('Name the role: --role operator, librarian or reader.');
        const given = stdin ? { password: (await firstLine?.()) ?? '' } : {};
        const request = { name: nameFrom(name), role: parsed.data, ...given };
        const password = await withAdmin(place, ({ accounts }) => accounts.add(request));
        if (!stdin) print(password);
        return;
      }
      case 'list': {
        const accounts = await withAdmin(place, (admin) => admin.accounts.list());
        for (const one of accounts) print(`${one.name}  ${one.role}  ${new Date(one.createdAt).toISOString()}`);
        return;
      }
      case 'remove': {
        const whose = nameFrom(name);
        await withAdmin(place, ({ accounts }) => accounts.remove({ name: whose }));
        return;
      }
      default:
        throw new OperatorProblem('Say what to do: account first-link, add, list or remove.');
    }
  },
};
