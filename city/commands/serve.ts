import { once } from 'node:events';
import { jsonLine, plainLine, type Told } from '../log-line.ts';
import { OperatorProblem } from '../operator-problem.ts';
import { printTogether } from '../print-together.ts';
import { startCity } from '../server.ts';
import { type KeepDays, keepDaysSchema } from '../store/retention.ts';
import { type Command, type CommandContext, DEFAULT_DATA_DIR, parseOptions, parseWholeNumber } from './command.ts';

const OPTIONS = {
  port: { type: 'string', default: '8080' },
  host: { type: 'string', default: '127.0.0.1' },
  data: { type: 'string', default: DEFAULT_DATA_DIR },
  metrics: { type: 'string' },
  'metrics-host': { type: 'string', default: '127.0.0.1' },
} as const;

const bbbFrom = ({ BBB_URL, BBB_SECRET, BBB_HOSTS }: CommandContext['env']) => {
  if (BBB_URL === undefined || BBB_URL === '' || BBB_SECRET === undefined || BBB_SECRET === '') {
    throw new OperatorProblem(
      'Set BBB_URL and BBB_SECRET to the address and secret of the BBB server, as bbb-conf --secret prints them there.',
    );
  }
  const extraHosts = (BBB_HOSTS ?? '').split(',').map((host) => host.trim());
  return { url: BBB_URL, secret: BBB_SECRET, extraHosts: extraHosts.filter((host) => host !== '') };
};

const databaseFrom = ({ CITY_DATABASE_URL }: CommandContext['env']): { readonly databaseUrl?: string } =>
  CITY_DATABASE_URL === undefined || CITY_DATABASE_URL === '' ? {} : { databaseUrl: CITY_DATABASE_URL };

/** As `heartbeats=30,problems=90`. @throws OperatorProblem */
const keepDaysFrom = ({ CITY_KEEP_DAYS }: CommandContext['env']): KeepDays => {
  const pairs = (CITY_KEEP_DAYS ?? '').split(',').filter((pair) => pair.trim() !== '');
  const named = pairs.map((pair) => pair.split('=').map((part) => part.trim()));
  const parsed = keepDaysSchema.safeParse(Object.fromEntries(named.map(([kind = '', days]) => [kind, Number(days)])));
  if (parsed.success) return parsed.data;
  const kinds = Object.keys(keepDaysSchema.shape).join(', ');
  throw new OperatorProblem(
    `CITY_KEEP_DAYS must be like heartbeats=30,problems=90, with whole days, for events at least 14; the kinds are ${kinds}.`,
  );
};

const metricsFrom = (port: string | undefined, host: string) =>
  port === undefined ? {} : { metrics: { port: parseWholeNumber('--metrics', port, 0, 65_535), host } };

/** Runs the city endpoint until it is asked to stop. */
export const serve: Command = {
  help: `npm run city -- [--port 8080] [--host 127.0.0.1] [--data ${DEFAULT_DATA_DIR}] [--metrics PORT]

Runs the city endpoint for the terminals of a city.

  --port PORT   TCP port; 0 takes a free one
  --host HOST   address to listen on; 0.0.0.0 for all. Put a web server with TLS in front of it.
  --data DIR    folder of the store
  --metrics PORT       serves numbers for Prometheus at /metrics of this port; without it nowhere
  --metrics-host HOST  address for it; only this machine unless told otherwise

The log is JSON, one line per answer, and plain text in a window. Told to stop (SIGTERM), it finishes what it has begun.

  BBB_URL       address of the BBB server, as bbb-conf --secret prints it there
  BBB_SECRET    its shared secret
  BBB_HOSTS     more hosts that meetings run on, separated by commas, as behind Scalelite
  CITY_DATABASE_URL    a PostgreSQL server instead of the folder, postgres://user:password@host:5432/database;
                       several city endpoints may share one. The other commands use it too.
  CITY_KEEP_DAYS       how long data is kept, where not as in docs/privacy.md, like heartbeats=30,problems=90

Other commands: site, enrolment-code, terminals, revoke, move, code, pin, account, events, help, command, commands,
import, backup, restore, simulate; each explains itself with --help.`,

  run: async (args, { env, print, isRead = false, stop }) => {
    const { values } = parseOptions(args, OPTIONS);
    const port = parseWholeNumber('--port', values.port, 0, 65_535);
    const say = printTogether(print);
    const tell = (told: Told): void => say((isRead ? plainLine : jsonLine)(told, Date.now()));
    const database = databaseFrom(env);
    const city = await startCity({
      port,
      host: values.host,
      dataDir: values.data,
      ...database,
      ...metricsFrom(values.metrics, values['metrics-host']),
      keepDays: keepDaysFrom(env),
      bbb: bbbFrom(env),
      log: tell,
      note: tell,
    });
    const place = 'databaseUrl' in database ? 'on the database server' : `in ${values.data}`;
    tell({ message: `The city endpoint is ready at ${city.url} and keeps its data ${place}.` });
    if (city.metricsUrl !== null) tell({ message: `Numbers for Prometheus are at ${city.metricsUrl}.` });
    if (!stop.aborted) await once(stop, 'abort');
    tell({ message: 'The city endpoint finishes what it has begun and stops.' });
    await city.close();
  },
};
