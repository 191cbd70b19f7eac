import { setTimeout as wait } from 'node:timers/promises';
import { withAdmin } from '../admin/with-admin.ts';
import { OperatorProblem } from '../operator-problem.ts';
import { type FleetCount, startFleet } from '../simulate/fleet.ts';
import { registerFleet } from '../simulate/register-fleet.ts';
import { type Command, DEFAULT_DATA_DIR, parseOptions, parseWholeNumber, storePlace } from './command.ts';

const OPTIONS = {
  terminals: { type: 'string', default: '10' },
  city: { type: 'string', default: 'http://127.0.0.1:8080/' },
  backlog: { type: 'string', default: '0' },
  within: { type: 'string', default: '60' },
  data: { type: 'string', default: DEFAULT_DATA_DIR },
} as const;

const TERMINALS_MAX = 20_000;
const BACKLOG_MAX = 1440;
const WITHIN_MAX = 3600;
const TELL_EVERY_MS = 5_000;

const lineOf = ({ came, listening, taken, waiting, answers, slowestNewMs }: FleetCount): string => {
  const byStatus = [...answers].sort(([one], [other]) => one - other);
  const seen = byStatus.map(([status, times]) => `${status === 0 ? 'no answer' : status}: ${times}`).join(', ');
  return `${came} terminals, ${listening} listen, ${taken} events taken, ${waiting} wait; answers ${seen}; slowest new event ${slowestNewMs} ms`;
};

/** @throws OperatorProblem when it is no address that can be spoken to without TLS */
const parseCity = (address: string): URL => {
  if (URL.canParse(address) && new URL(address).protocol === 'http:') return new URL(address);
  throw new OperatorProblem('--city must be an address like http://127.0.0.1:8080/.');
};

/** Lets invented terminals work with a city endpoint. */
export const simulate: Command = {
  help: `npm run city -- simulate [--terminals 10] [--city http://127.0.0.1:8080/] [--data ${DEFAULT_DATA_DIR}]

Lets invented terminals speak to a running city endpoint, until Ctrl+C: each over its own lines, with its own key and
tokens, with a heartbeat and a look at the rooms each minute, and its stream of commands held open: it checks their
signatures and tells what becomes of them. They are enrolled as simulated-1 and so on, at a site of their own: use a store
for trying.

  --terminals N   how many
  --city URL      where the city endpoint is
  --backlog N     minutes that each was cut off before, with what a terminal tells meanwhile
  --within N      seconds over which they come
  --data DIR      folder of the store; with CITY_DATABASE_URL the database server`,

  run: async (args, { env, print, stop }) => {
    const { values } = parseOptions(args, OPTIONS);
    const number = parseWholeNumber('--terminals', values.terminals, 1, TERMINALS_MAX);
    const backlog = parseWholeNumber('--backlog', values.backlog, 0, BACKLOG_MAX);
    const comeWithinSeconds = parseWholeNumber('--within', values.within, 0, WITHIN_MAX);
    const city = parseCity(values.city);
    print(`Enrolling ${number} terminals, about ten a second ...`);
    const terminals = await withAdmin(storePlace(values.data, env), (admin) =>
      registerFleet(admin, city, 'simulated', number),
    );
    const fleet = startFleet({ city, terminals, backlog, comeWithinSeconds, stop });
    while (!stop.aborted) {
      await wait(TELL_EVERY_MS, undefined, { signal: stop }).catch(() => undefined);
      print(lineOf(fleet.count()));
    }
    await fleet.ended;
  },
};
